// Runs every tests/cases/<rule-id>.json natively. The wasm and browser tests judge the same files.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "portcheck/check.h"
#include "portcheck/document.h"
#include "portcheck/rejection.h"

namespace portcheck {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

const fs::path kRoot = PORTCHECK_SOURCE_DIR;

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string decode_base64(const std::string& text) {
  std::string out;
  uint32_t bits = 0;
  int count = 0;
  for (char c : text) {
    const char* alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char* at = std::strchr(alphabet, c);
    if (c == '=' || !at) continue;
    bits = bits << 6 | static_cast<uint32_t>(at - alphabet);
    if ((count += 6) >= 8) out += static_cast<char>(bits >> (count -= 8) & 0xFF);
  }
  return out;
}

// The smallest file that is taken for a PDF; what it says is the case's document.
constexpr const char* kPdf =
    "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    "trailer<</Root 1 0 R>>\n%%EOF\n";

std::string bytes_of(const json& file) {
  if (file.contains("text")) return file["text"];
  if (file.contains("parts")) {
    std::string bytes;
    for (const json& part : file["parts"]) {
      for (int i = 0; i < part[1].get<int>(); ++i) bytes += part[0].get<std::string>();
    }
    return bytes;
  }
  if (file.contains("base64")) return decode_base64(file["base64"]);
  if (file.contains("path")) return read_file(kRoot / file["path"].get<std::string>());
  return kPdf;
}

struct Case {
  std::string rule, name;
  json content;
};

void PrintTo(const Case& test, std::ostream* out) {
  *out << test.rule << ": " << test.name;
}

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const fs::directory_entry& entry : fs::directory_iterator(kRoot / "tests/cases")) {
    if (entry.path().extension() != ".json") continue;
    std::string rule = entry.path().stem().string();
    std::transform(rule.begin(), rule.end(), rule.begin(), [](unsigned char c) { return std::toupper(c); });
    const json document = json::parse(read_file(entry.path()));
    for (const json& content : document["cases"]) {
      cases.push_back({rule, content["name"], content});
    }
  }
  std::sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) { return a.rule < b.rule; });
  return cases;
}

// Exact-size heap blocks, so that the address sanitizer sees a read one byte past the end.
json report_of(const Case& test) {
  json asked = test.content.value("request", json::object());
  if (!asked.contains("today")) asked["today"] = "2026-11-22";
  Request request;
  auto wrong = parse_request(asked.dump(), request);
  if (wrong) ADD_FAILURE() << wrong->where << ": " << wrong->reason;
  request.explain_rejection = explain_rejection;
  std::vector<std::unique_ptr<char[]>> blocks;
  std::vector<std::unique_ptr<Document>> documents;
  for (const json& file : test.content.value("files", json::array())) {
    std::string bytes = bytes_of(file);
    auto& block = blocks.emplace_back(new char[bytes.size()]);
    std::copy(bytes.begin(), bytes.end(), block.get());
    request.files.push_back({file["name"], std::string_view(block.get(), bytes.size()), ""});
    if (!file.contains("document")) continue;
    json document = file["document"];
    document["schema"] = "portcheck.document/1";
    auto parsed = parse_document(document.dump());
    if (!parsed) ADD_FAILURE() << "no portcheck.document/1: " << document.dump();
    documents.push_back(std::make_unique<Document>(parsed.value_or(Document())));
    request.files.back().document = documents.back().get();
  }
  return json::parse(to_json(check(request)));
}

// Every member the case names is in the finding; a fix may be given as its bare value.
bool fits(const json& expected, const json& finding) {
  for (const auto& [name, value] : expected.items()) {
    if (!finding.contains(name)) return false;
    const json& actual = finding[name];
    if (name == "fix" && value.is_string() ? actual["value"] != value
        : name == "params"                 ? !fits(value, actual)
                                           : actual != value) {
      return false;
    }
  }
  return true;
}

class CaseTest : public testing::TestWithParam<Case> {};

TEST_P(CaseTest, GivesTheExpectedFindings) {
  const Case& test = GetParam();
  json report = report_of(test);
  const json& expect = test.content["expect"];
  std::vector<bool> claimed(report["findings"].size());
  for (const json& expected : expect.value("findings", json::array())) {
    bool found = false;
    for (size_t i = 0; i < claimed.size() && !found; ++i) {
      found = !claimed[i] && fits(expected, report["findings"][i]);
      if (found) claimed[i] = true;
    }
    EXPECT_TRUE(found) << "missing: " << expected << "\nin: " << report["findings"].dump(1);
  }
  for (size_t i = 0; i < claimed.size(); ++i) {
    const json& finding = report["findings"][i];
    bool judged =
        finding["rule"] == test.rule || (expect.value("only", false) && finding["severity"] != "info");
    EXPECT_TRUE(claimed[i] || !judged) << "unexpected: " << finding;
  }
  if (expect.contains("verdict")) {
    EXPECT_EQ(report["verdict"], expect["verdict"]);
  }
}

// What a finding says of itself agrees with the catalogue: severity, parameter names and types, a full
// sentence.
TEST_P(CaseTest, SpeaksByTheCatalogue) {
  static const json rules = json::parse(read_file(kRoot / "shared/rules.json"))["rules"];
  json report = report_of(GetParam());
  for (const json& finding : report["findings"]) {
    auto rule =
        std::find_if(rules.begin(), rules.end(), [&](const json& r) { return r["id"] == finding["rule"]; });
    ASSERT_NE(rule, rules.end());
    json severities = rule->value("severities", json::array({(*rule)["severity"]}));
    EXPECT_NE(std::find(severities.begin(), severities.end(), finding["severity"]), severities.end())
        << finding;
    const json params = finding.value("params", json::object());
    for (const auto& [name, value] : params.items()) {
      std::string type = (*rule)["params"].value(name, "undeclared");
      EXPECT_EQ(type, value.is_number_integer() ? "int"
                      : value.is_string()       ? "string"
                                                : "strings")
          << name << finding;
    }
    EXPECT_TRUE(!finding.contains("fix") || rule->value("fix", false)) << finding;
    std::string message = finding["message"];
    EXPECT_EQ(message.find_first_of("{}"), std::string::npos) << message;
    EXPECT_GT(message.size(), 10U) << finding;
    bool quoting = finding.value("value", "").find('"') != std::string::npos;
    EXPECT_TRUE(quoting || message.find("\"\"") == std::string::npos) << message;
    EXPECT_EQ(message.find("  "), std::string::npos) << message;
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, CaseTest, testing::ValuesIn(all_cases()), [](const auto& tested) {
  std::string name;
  for (char c : tested.param.rule + "_" + tested.param.name)
    name += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
  return name + "_" + std::to_string(tested.index);
});

}  // namespace
}  // namespace portcheck
