#include "pdf/interpreter.h"

#include "portcheck/limits.h"

namespace portcheck::pdf {

double Interpreter::number(size_t index) const {
  const std::vector<Operand>& list = lexer_->operands();
  return index < list.size() ? list[index].number : 0;
}

std::string_view Interpreter::name(size_t index) const {
  const std::vector<Operand>& list = lexer_->operands();
  return index < list.size() && list[index].kind == Operand::Kind::name ? list[index].text
                                                                        : std::string_view();
}

Object Interpreter::resource(const char* kind, std::string_view name) const {
  return get(get(resources_, kind), ("/" + std::string(name)).c_str());
}

void Interpreter::run(std::string_view content, const Object& resources, const Matrix& ctm, const Rect& clip,
                      QPDFObjGen owner) {
  ContentLexer lexer(content);
  ContentLexer* const outer_lexer = lexer_;
  const Object outer_resources = resources_;
  const GraphicsState outer_state = state_;
  const Path outer_path = std::move(path_);
  const Matrix outer_text = text_matrix_, outer_line = line_matrix_;
  const size_t outer_saved = saved_.size(), outer_marked = marked_.size(), outer_outside = saved_outside_;
  const QPDFObjGen outer_owner = owner_;

  lexer_ = &lexer;
  resources_ = resources;
  state_.ctm = ctm;
  state_.clip = clip;
  path_ = {};
  saved_outside_ = outer_saved;
  owner_ = owner;
  while (lexer.next()) {
    reading_.budget.spend(Cost::operators, 1 + lexer.operands().size() / 4);
    execute();
  }
  while (marked_.size() > outer_marked) end_marked();
  saved_.resize(std::min(saved_.size(), outer_saved));
  saved_outside_ = outer_outside;
  owner_ = outer_owner;

  lexer_ = outer_lexer;
  resources_ = outer_resources;
  state_ = outer_state;
  path_ = outer_path;
  text_matrix_ = outer_text, line_matrix_ = outer_line;
}

void Interpreter::run_form(const Object& form, const Object& resources, const Matrix& ctm, const Rect& clip) {
  Object copy = form;
  if (!copy.isStream() || depth_ >= limits::kPdfFormDepth) return;
  if (copy.isIndirect() && !running_.insert(copy.getObjGen()).second) return;
  reading_.budget.spend(Cost::operators, 50);
  const Stream stream = read_stream(copy, reading_.budget);
  reading_.damaged |= stream.damaged;
  const Matrix inner = matrix_of(get(copy, "/Matrix")) * ctm;
  Rect inner_clip = clip;
  if (const std::optional<Rect> box = rect_of(get(copy, "/BBox"))) inner_clip = meet(clip, inner.map(*box));
  const Object own = get(copy, "/Resources");
  ++depth_;
  run(stream.bytes, Object(own).isDictionary() ? own : resources, inner, inner_clip, copy.getObjGen());
  --depth_;
  if (copy.isIndirect()) running_.erase(copy.getObjGen());
}

void Interpreter::execute() {
  const std::string_view word = lexer_->word();
  if (word == "q") {
    save();
  } else if (word == "Q") {
    restore();
  } else if (word == "cm") {
    state_.ctm = Matrix{number(0), number(1), number(2), number(3), number(4), number(5)} * state_.ctm;
  } else if (word == "Do") {
    draw_object(name(0));
  } else if (word == "gs") {
    set_parameters(resource("/ExtGState", name(0)));
  } else if (word == "BI") {
    return;  // its dictionary is what stands before ID
  } else if (word == "ID") {
    draw_inline_picture();
  } else if (word == "BMC" || word == "BDC") {
    begin_marked(word == "BDC");
  } else if (word == "EMC") {
    end_marked();
  } else if (word == "sh") {
    if (canvas_.covers.size() < limits::kPdfCovers)
      canvas_.covers.push_back({state_.clip, kUnknownColor, !state_.blends, canvas_.order++});
  } else if (word[0] == 'T' || word[0] == '\'' || word[0] == '"' || word == "BT" || word == "ET") {
    execute_text(word);
  } else {
    execute_color(word);
    execute_path(word);
  }
}

const Font* Interpreter::find_font(std::string_view font_name) {
  Object dictionary = resource("/Font", font_name);
  if (dictionary.isIndirect()) return reading_.font(dictionary);
  const auto [at, is_new] = direct_fonts_.try_emplace({owner_, std::string(font_name)}, nullptr);
  if (is_new) at->second = reading_.font(dictionary);
  return at->second;
}

void Interpreter::save() {
  if (saved_.size() < limits::kPdfStates) saved_.push_back(state_);
}

void Interpreter::restore() {
  if (saved_.size() <= saved_outside_) return;
  state_ = saved_.back();
  saved_.pop_back();
}

void Interpreter::set_parameters(const Object& dictionary) {
  Object alpha = get(dictionary, "/ca");
  if (alpha.isNumber()) state_.fill_alpha = static_cast<float>(number_of(alpha, 1));
  Object blend = get(dictionary, "/BM");
  if (blend.isArray() && blend.getArrayNItems() > 0) blend = blend.getArrayItem(0);
  const Object mask = get(dictionary, "/SMask");
  if (!name_of(blend).empty()) state_.blends = !has_name(blend, "Normal") && !has_name(blend, "Compatible");
  if (Object(mask).isDictionary()) state_.blends = true;
  Object font = get(dictionary, "/Font");
  if (font.isArray() && font.getArrayNItems() == 2) {
    state_.font = reading_.font(font.getArrayItem(0));
    state_.font_size = number_of(font.getArrayItem(1));
  }
}

void Interpreter::begin_marked(bool with_properties) {
  Marked marked;
  if (marked_.size() >= limits::kPdfStates) throw PastBound{Cost::operators};
  const std::vector<Operand>& list = lexer_->operands();
  if (with_properties && list.size() >= 2) {
    Object properties = Object::newNull();
    if (list[1].kind == Operand::Kind::name) properties = resource("/Properties", list[1].text);
    if (list[0].text == "OC") marked.hides = reading_.is_hidden_layer(properties);
    std::string text = bytes_of(get(properties, "/ActualText"));
    bool given = get(properties, "/ActualText").isString();
    for (size_t i = 1; i + 1 < list.size() && !given; ++i) {
      if (list[i].kind == Operand::Kind::name && list[i].text == "ActualText" &&
          list[i + 1].kind == Operand::Kind::string) {
        text = list[i + 1].text;
        given = true;
      }
    }
    if (given && !replacement_.active) {
      marked.replaces = true;
      replacement_ = {text_of(Object::newString(text)), {}, false, true};
    }
  }
  hiding_ += marked.hides ? 1 : 0;
  marked_.push_back(marked);
}

void Interpreter::end_marked() {
  if (marked_.empty()) return;
  const Marked marked = marked_.back();
  marked_.pop_back();
  if (marked.hides) --hiding_;
  if (marked.replaces) flush_replacement();
}

void Interpreter::draw_object(std::string_view object_name) {
  const Object object = resource("/XObject", object_name);
  if (!Object(object).isStream()) return;
  const bool hides = reading_.is_hidden_layer(get(object, "/OC"));
  hiding_ += hides ? 1 : 0;
  const std::string kind = name_of(get(object, "/Subtype"));
  if (kind == "Form") {
    const Object resources = resources_;
    const GraphicsState state = state_;
    run_form(object, resources, state.ctm, state.clip);
  } else if (kind == "Image" && hiding_ == 0) {
    draw_picture(object);
  }
  hiding_ -= hides ? 1 : 0;
}

}  // namespace portcheck::pdf
