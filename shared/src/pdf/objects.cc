#include "pdf/objects.h"

#include "pdf/text_strings.h"
#include "portcheck/limits.h"

namespace portcheck::pdf {
namespace {

class Collector final : public Pipeline {
 public:
  explicit Collector(Budget& budget) : Pipeline("collector", nullptr), budget_(budget) {}
  void write(unsigned char const* data, size_t size) override {
    budget_.spend(Cost::stream_bytes, size);
    bytes.append(reinterpret_cast<const char*>(data), size);
  }
  void finish() override {}

  std::string bytes;

 private:
  Budget& budget_;
};

class StreamRoom final : public Room {
 public:
  explicit StreamRoom(Budget& budget) : budget_(budget) {}
  void grow(uint64_t bytes) override {
    budget_.spend(Cost::stream_bytes, bytes);
    size_ += bytes;
    if (size_ > limits::kPdfStreamBytes) throw PastBound{Cost::stream_bytes};
  }

 private:
  Budget& budget_;
  uint64_t size_ = 0;
};

std::optional<FilterKind> filter_kind(std::string_view name) {
  if (name == "FlateDecode" || name == "Fl") return FilterKind::flate;
  if (name == "LZWDecode" || name == "LZW") return FilterKind::lzw;
  if (name == "ASCIIHexDecode" || name == "AHx") return FilterKind::ascii_hex;
  if (name == "ASCII85Decode" || name == "A85") return FilterKind::ascii_85;
  if (name == "RunLengthDecode" || name == "RL") return FilterKind::run_length;
  return {};
}

std::vector<Object> as_list(Object object) {
  std::vector<Object> list;
  if (object.isArray()) {
    const int count = std::min(object.getArrayNItems(), static_cast<int>(limits::kPdfFilters) + 1);
    for (int i = 0; i < count; ++i) list.push_back(object.getArrayItem(i));
  } else if (!object.isNull()) {
    list.push_back(object);
  }
  return list;
}

}  // namespace

Object get(const Object& object, const char* key) {
  Object holder = object;
  if (holder.isStream()) holder = holder.getDict();
  return holder.isDictionary() ? holder.getKey(key) : Object::newNull();
}

double number_of(const Object& object, double otherwise) {
  Object copy = object;
  if (copy.isInteger()) return static_cast<double>(copy.getIntValue());
  if (!copy.isReal()) return otherwise;
  const double value = copy.getNumericValue();
  return value > -1e9 && value < 1e9 ? value : otherwise;
}

int64_t integer_of(const Object& object, int64_t otherwise) {
  Object copy = object;
  if (copy.isInteger()) return copy.getIntValue();
  return copy.isReal() ? static_cast<int64_t>(number_of(object, static_cast<double>(otherwise))) : otherwise;
}

bool is_true(const Object& object) {
  Object copy = object;
  return copy.isBool() && copy.getBoolValue();
}

std::string name_of(const Object& object) {
  Object copy = object;
  return copy.isName() ? copy.getName().substr(1) : std::string();
}

std::string bytes_of(const Object& object) {
  Object copy = object;
  return copy.isString() ? copy.getStringValue() : std::string();
}

std::string text_of(const Object& object) {
  return text_string(bytes_of(object));
}

bool has_name(const Object& object, std::string_view name) {
  return name_of(object) == name;
}

std::vector<double> numbers_of(const Object& array, size_t most) {
  std::vector<double> numbers;
  Object copy = array;
  if (!copy.isArray()) return numbers;
  const size_t count = std::min(static_cast<size_t>(std::max(copy.getArrayNItems(), 0)), most);
  for (size_t i = 0; i < count; ++i) numbers.push_back(number_of(copy.getArrayItem(static_cast<int>(i))));
  return numbers;
}

std::optional<Rect> rect_of(const Object& array) {
  const std::vector<double> n = numbers_of(array, 4);
  if (n.size() != 4) return {};
  return Rect{std::min(n[0], n[2]), std::min(n[1], n[3]), std::max(n[0], n[2]), std::max(n[1], n[3])};
}

Matrix matrix_of(const Object& array) {
  const std::vector<double> n = numbers_of(array, 6);
  if (n.size() != 6) return {};
  return {n[0], n[1], n[2], n[3], n[4], n[5]};
}

FilterParameters filter_parameters(const Object& parameters) {
  FilterParameters result;
  const auto read = [&](const char* key, int& value) {
    const int64_t given = integer_of(get(parameters, key), value);
    value = given > 0 && given < (1 << 28) ? static_cast<int>(given) : 0;
  };
  read("/Predictor", result.predictor);
  read("/Columns", result.columns);
  read("/Colors", result.colors);
  read("/BitsPerComponent", result.bits);
  result.early_change = integer_of(get(parameters, "/EarlyChange"), 1) != 0;
  return result;
}

Stream read_stream(const Object& stream, Budget& budget, bool with_bytes) {
  Stream result;
  Object copy = stream;
  if (!copy.isStream()) return result;
  const std::vector<Object> filters = as_list(get(copy, "/Filter"));
  const std::vector<Object> parameters = as_list(get(copy, "/DecodeParms"));
  if (filters.size() > limits::kPdfFilters) throw PastBound{Cost::stream_bytes};
  if (with_bytes) {
    Collector collector(budget);
    bool filtered = false;
    budget.read_for_us(true);
    if (!copy.pipeStreamData(&collector, &filtered, 0, qpdf_dl_none, true, false)) result.damaged = true;
    budget.read_for_us(false);
    result.bytes = std::move(collector.bytes);
  }
  for (size_t i = 0; i < filters.size(); ++i) {
    const std::string name = name_of(filters[i]);
    if (name == "Crypt") continue;
    const std::optional<FilterKind> kind = filter_kind(name);
    if (!kind) {
      result.rest = name;
      break;
    }
    if (!with_bytes) continue;
    StreamRoom room(budget);
    Filtered filtered =
        decode(*kind, filter_parameters(i < parameters.size() ? parameters[i] : Object::newNull()),
               result.bytes, room);
    result.bytes = std::move(filtered.bytes);
    result.damaged |= filtered.damaged;
  }
  return result;
}

}  // namespace portcheck::pdf
