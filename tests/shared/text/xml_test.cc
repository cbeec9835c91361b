#include "text/xml.h"

#include <gtest/gtest.h>

#include <memory>

#include "tests/shared/exact_bytes.h"

namespace portcheck::text {
namespace {

// "<a" for a start with its attributes, ">a" for an end, "'text" for text; at the end why it ended.
std::string tokens(std::string_view xml) {
  const std::unique_ptr<char[]> copy(new char[xml.size()]);
  xml.copy(copy.get(), xml.size());
  XmlReader reader(copy.get(), xml.size());
  std::string out;
  for (;;) {
    switch (reader.next()) {
      case XmlToken::start: {
        out += "<" + std::string(reader.name());
        XmlAttribute attribute;
        while (reader.next_attribute(attribute)) {
          out += "[" + std::string(attribute.name) + "=" + decode_xml(attribute.raw) + "]";
        }
        out += " ";
        break;
      }
      case XmlToken::end:
        out += ">" + std::string(reader.name()) + " ";
        break;
      case XmlToken::text: {
        XmlText text;
        reader.append_text(text);
        out += "'" + std::string(text.view()) + " ";
        break;
      }
      case XmlToken::eof:
        return out + "eof";
      case XmlToken::damaged:
        return out + "damaged";
      case XmlToken::entities:
        return out + "entities";
      case XmlToken::too_deep:
        return out + "too_deep";
    }
  }
}

TEST(Xml, GivesElementsAttributesAndText) {
  EXPECT_EQ(tokens("<?xml version=\"1.0\"?><a x=\"1\" y='2'><b/>text<c>more</c></a>"),
            "<a[x=1][y=2] <b >b 'text <c 'more >c >a eof");
}

TEST(Xml, LeavesPrefixesOut) {
  EXPECT_EQ(tokens("<x:a xmlns:r=\"ns\" r:id=\"7\"><x:b></x:b></x:a>"), "<a[=ns][id=7] <b >b >a eof");
}

TEST(Xml, TakesOddSpacing) {
  EXPECT_EQ(tokens("<a\n x = \"1\"\ty='>'\r\n/><b ></b >"), "<a[x=1][y=>] >a <b >b eof");
}

TEST(Xml, SkipsCommentsAndInstructions) {
  EXPECT_EQ(tokens("<a><!-- <b> -- \" --><?pi <c> ?>x</a>"), "<a 'x >a eof");
}

TEST(Xml, DecodesEntitiesAndLineEnds) {
  EXPECT_EQ(tokens("<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x42;&#xE9;&#128222;</a>"),
            "<a '<>&\"'AB\u00E9\U0001F4DE >a eof");
  EXPECT_EQ(tokens("<a>1\r\n2\r3\n4&#13;5</a>"), "<a '1\n2\n3\n4\r5 >a eof");
  EXPECT_EQ(tokens("<a x=\"&amp;&#10;\"/>"), "<a[x=&\n] >a eof");
}

TEST(Xml, UnknownEntitiesStayAndForbiddenOnesAreMarked) {
  EXPECT_EQ(tokens("<a>AT&T &nbsp; & &; &#; &#x; &#xZ; &lt</a>"),
            "<a 'AT&T &nbsp; & &; &#; &#x; &#xZ; &lt >a eof");
  EXPECT_EQ(tokens("<a>&#0;&#xD800;&#x110000;&#9999999;</a>"), "<a '\uFFFD\uFFFD\uFFFD\uFFFD >a eof");
}

TEST(Xml, CharacterDataIsTakenAsItIs) {
  EXPECT_EQ(tokens("<a><![CDATA[<b>&amp;]]]]></a>"), "<a '<b>&amp;]] >a eof");
}

TEST(Xml, BrokenXmlIsDamaged) {
  for (const std::string_view broken :
       {"<a>", "<a", "<a x", "<a x=\"1>", "<a></b>", "</a>", "<a><b></a></b>", "<", "<a></a", "<>", "< a/>",
        "<a><!-- x</a>", "<a><![CDATA[x</a>", "<?xml", "<!DOCTYPE a><a/>", "<a><!x></a>"}) {
    EXPECT_NE(tokens(broken).find("damaged"), std::string::npos) << broken << ": " << tokens(broken);
  }
}

TEST(Xml, DeclaredEntitiesAreNeverExpanded) {
  EXPECT_EQ(tokens("<!DOCTYPE l [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;&a;\">]><a>&c;</a>"), "entities");
}

TEST(Xml, DepthIsBounded) {
  std::string deep;
  for (uint32_t i = 0; i < limits::kXmlDepth; ++i) deep += "<a>";
  std::string closed = deep;
  for (uint32_t i = 0; i < limits::kXmlDepth; ++i) closed += "</a>";
  EXPECT_NE(tokens(closed).find("eof"), std::string::npos);
  EXPECT_NE(tokens(deep + "<a>").find("too_deep"), std::string::npos);
  std::string endless;
  for (int i = 0; i < 1'000'000; ++i) endless += "<a>";
  EXPECT_NE(tokens(endless).find("too_deep"), std::string::npos);
}

TEST(Xml, TextOfSeveralElementsIsPutTogetherInPlace) {
  // A long second piece is moved over the tags before it, whose names are still needed for their ends.
  std::string xml = "<s><r><t>a</t></r><r><t>" + std::string(500, 'b') + "&amp;</t></r></s>";
  XmlReader reader(xml.data(), xml.size());
  XmlText text;
  XmlToken token = reader.next();
  for (; token == XmlToken::start || token == XmlToken::end || token == XmlToken::text;
       token = reader.next()) {
    if (token == XmlToken::text) reader.append_text(text);
  }
  EXPECT_EQ(token, XmlToken::eof);
  EXPECT_EQ(text.view(), "a" + std::string(500, 'b') + "&");
}

TEST(Xml, SkipsWholeElements) {
  std::string xml = "<a><b><c/>x<c></c></b><d/></a>";
  XmlReader reader(xml.data(), xml.size());
  reader.next();
  ASSERT_EQ(reader.next(), XmlToken::start);
  EXPECT_TRUE(reader.skip_element());
  EXPECT_EQ(reader.next(), XmlToken::start);
  EXPECT_EQ(reader.name(), "d");
  EXPECT_TRUE(reader.skip_element());
  EXPECT_EQ(reader.next(), XmlToken::end);
  EXPECT_EQ(reader.next(), XmlToken::eof);
}

TEST(Xml, NumbersAndFlags) {
  uint32_t value = 7;
  EXPECT_TRUE(xml_number("0012", value));
  EXPECT_EQ(value, 12u);
  for (const std::string_view wrong : {"", "-1", "+1", " 1", "1 ", "1.0", "9999999999", "x"}) {
    EXPECT_FALSE(xml_number(wrong, value)) << wrong;
  }
  EXPECT_TRUE(xml_flag("1") && xml_flag("true"));
  EXPECT_FALSE(xml_flag("0") || xml_flag("false") || xml_flag(""));
}

}  // namespace
}  // namespace portcheck::text
