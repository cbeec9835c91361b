// Runs a page's contents, and those of forms and annotations, and paints them onto a Canvas.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "pdf/canvas.h"
#include "pdf/content_lexer.h"
#include "pdf/graphics.h"
#include "pdf/reading.h"

namespace portcheck::pdf {

class Interpreter {
 public:
  Interpreter(Reading& reading, Canvas& canvas) : reading_(reading), canvas_(canvas) {}

  // `ctm` leads to the page as shown. Throws PastBound when the document costs too much.
  // `owner`: the page or form whose resources these are.
  void run(std::string_view content, const Object& resources, const Matrix& ctm, const Rect& clip,
           QPDFObjGen owner);
  // A form with its own box, matrix and resources.
  void run_form(const Object& form, const Object& resources, const Matrix& ctm, const Rect& clip);

  void fill_in(bool on) { filled_in_ = on; }
  void hide(bool on) { all_hidden_ = on; }

 private:
  struct Marked {
    bool hides = false, replaces = false;
  };
  struct Replacement {
    std::string text;
    Glyph glyph;
    bool shown = false, active = false;
  };
  using Handler = void (Interpreter::*)();

  void execute();
  void execute_path(std::string_view word);
  void execute_text(std::string_view word);
  void execute_color(std::string_view word);

  double number(size_t index) const;
  std::string_view name(size_t index) const;
  Object resource(const char* kind, std::string_view name) const;
  const Font* find_font(std::string_view name);

  void save();
  void restore();
  void set_parameters(const Object& dictionary);
  void set_space(ColorSpace::Kind& kind, Color& color, std::string_view name);
  ColorSpace::Kind space_of(const Object& space, int depth) const;
  void set_color(ColorSpace::Kind kind, Color& color);

  void add_rectangle();
  void move_to(Point p);
  void line_to(Point p);
  void curve_to(Point p);
  void paint(bool fill, bool stroke);

  void show(std::string_view bytes);
  void show_all();
  void emit(const Shown& shown, double advance);
  void next_line(double x, double y);
  bool is_hidden(const Glyph& glyph) const;

  void draw_object(std::string_view name);
  void draw_picture(const Object& image);
  void draw_inline_picture();
  void begin_marked(bool with_properties);
  void end_marked();
  void flush_replacement();

  Reading& reading_;
  Canvas& canvas_;
  ContentLexer* lexer_ = nullptr;
  Object resources_ = Object::newNull();
  GraphicsState state_;
  std::vector<GraphicsState> saved_;
  size_t saved_outside_ = 0;
  QPDFObjGen owner_;
  std::map<std::pair<QPDFObjGen, std::string>, const Font*> direct_fonts_;
  Path path_;
  bool clip_next_ = false;
  Matrix text_matrix_, line_matrix_;
  bool blank_before_ = false;
  double blank_width_ = 0;
  bool filled_in_ = false, all_hidden_ = false;
  std::vector<Marked> marked_;
  unsigned hiding_ = 0;
  Replacement replacement_;
  std::set<QPDFObjGen> running_;
  unsigned depth_ = 0;
};

}  // namespace portcheck::pdf
