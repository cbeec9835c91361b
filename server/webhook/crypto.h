// The few primitives that signatures, markers and tokens need, over OpenSSL.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace portcheck::server {

enum class Digest : uint8_t { sha1, sha256 };

// Raw bytes of HMAC(key, message).
std::string hmac(Digest digest, std::string_view key, std::string_view message);

std::string sha256_hex(std::string_view bytes);

// Incremental SHA-256, for downloads that arrive in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void update(std::string_view bytes);
  std::string finish_hex();  // once

 private:
  void* context_;  // EVP_MD_CTX, kept out of this header
};

std::string to_hex(std::string_view bytes);  // lower case
std::string base64_encode(std::string_view bytes);

// Strict: standard alphabet, padded, no white space. Nothing when the text is not that.
std::optional<std::string> base64_decode(std::string_view text);

// Takes the same time whatever differs. Only the lengths are not secret.
bool equal_constant_time(std::string_view a, std::string_view b);

// `bytes` bytes from the system's generator, as lower-case hex.
std::string random_hex(size_t bytes);
std::string random_bytes(size_t bytes);

}  // namespace portcheck::server
