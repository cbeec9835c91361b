#include "server/engine/reply.h"

#include <array>
#include <vector>

namespace portcheck::server {
namespace {

enum class Ask : uint8_t { letter, sheet, copy, apart, better_letter, better_sheet };

struct Words {
  std::string_view language;
  std::string_view hello, ready, please, one_by_one, thanks;
  std::array<std::string_view, 6> asks;  // by Ask
};

constexpr std::array kWords = {
    Words{
        "en",
        "Hello,\n\nthank you for your request to move phone numbers to us.",
        "Your files are complete, and we are sending the request on. We will tell you when the date is set.",
        "Before we can send it on, we need the following from you:",
        "You find what each point is about, and a corrected file where we could make one, when you check "
        "your files on the form.",
        "Please answer this message and attach the files.\n\nThank you",
        {"the Letter of Authorization (LOA), filled in and signed, as a PDF",
         "the spreadsheet with the numbers, as .xlsx or .csv",
         "a readable copy of the files that we could not open",
         "separate requests, each with its own letter, for local and for toll-free numbers",
         "a corrected Letter of Authorization: company, address, account and numbers must be as on the last "
         "bill of the present carrier, signed and dated",
         "a corrected spreadsheet: every number with ten digits, and every column of the template filled "
         "in"}},
    Words{
        "es",
        "Hola:\n\nGracias por su solicitud de portar números de teléfono a nuestro servicio.",
        "Sus archivos están completos y enviamos la solicitud. Le avisaremos cuando haya fecha.",
        "Antes de enviarla necesitamos de usted lo siguiente:",
        "Al comprobar sus archivos en el formulario verá de qué trata cada punto y, cuando es posible, un "
        "archivo corregido.",
        "Responda por favor a este mensaje y adjunte los archivos.\n\nGracias",
        {"la carta de autorización (LOA), completada y firmada, en PDF",
         "la hoja de cálculo con los números, en .xlsx o .csv",
         "una copia legible de los archivos que no pudimos abrir",
         "solicitudes separadas, cada una con su carta, para números locales y números gratuitos (toll-free)",
         "una carta de autorización corregida: empresa, dirección, cuenta y números como en la última "
         "factura del operador actual, firmada y fechada",
         "una hoja de cálculo corregida: cada número con diez dígitos y todas las columnas de la plantilla "
         "completadas"}},
    Words{"fr",
          "Bonjour,\n\nMerci de votre demande de transfert de numéros de téléphone vers notre service.",
          "Vos fichiers sont complets et nous transmettons la demande. Nous vous informerons dès que la date "
          "sera fixée.",
          "Avant de la transmettre, il nous faut de votre part :",
          "En vérifiant vos fichiers sur le formulaire, vous verrez le détail de chaque point et, si "
          "possible, un fichier corrigé.",
          "Merci de répondre à ce message en joignant les fichiers.\n\nCordialement",
          {"la lettre d'autorisation (LOA), remplie et signée, en PDF",
           "le tableur avec les numéros, en .xlsx ou .csv",
           "une copie lisible des fichiers que nous n'avons pas pu ouvrir",
           "des demandes séparées, chacune avec sa lettre, pour les numéros locaux et les numéros sans frais",
           "une lettre d'autorisation corrigée : entreprise, adresse, compte et numéros comme sur la "
           "dernière facture de l'opérateur actuel, signée et datée",
           "un tableur corrigé : chaque numéro à dix chiffres et toutes les colonnes du modèle remplies"}},
};

bool fired(const Report& report, RuleId rule) {
  return report.by_rule[static_cast<size_t>(rule)] != 0;
}

bool errors_of(const Report& report, std::string_view families) {
  for (const Finding& finding : report.findings) {
    if (finding.severity == Severity::error &&
        families.find(to_string(finding.rule).substr(0, 3)) != std::string_view::npos)
      return true;
  }
  return false;
}

std::vector<Ask> asks_of(const Report& report) {
  std::vector<Ask> out;
  if (fired(report, RuleId::TKT_001)) out.push_back(Ask::letter);
  if (fired(report, RuleId::TKT_002)) out.push_back(Ask::sheet);
  if (errors_of(report, "FIL")) out.push_back(Ask::copy);
  if (fired(report, RuleId::TKT_003) || fired(report, RuleId::NUM_020)) out.push_back(Ask::apart);
  if (errors_of(report, "LOA")) out.push_back(Ask::better_letter);
  if (errors_of(report, "HDR ROW NUM URL DST MKT")) out.push_back(Ask::better_sheet);
  return out;
}

std::string lower(std::string_view text) {
  std::string out(text.substr(0, 4096));
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

int count_of(const std::string& text, std::initializer_list<std::string_view> words) {
  int out = 0;
  for (const std::string_view word : words) {
    for (size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
      const auto letter = [&](size_t i) {
        return i < text.size() &&
               ((text[i] >= 'a' && text[i] <= 'z') || static_cast<unsigned char>(text[i]) >= 0x80);
      };
      out += !(at > 0 && letter(at - 1)) && !letter(at + word.size());
    }
  }
  return out;
}

}  // namespace

std::string reply_language(std::string_view locale, std::string_view written) {
  const std::string code = lower(locale.substr(0, 2));
  if (code == "en" || code == "es" || code == "fr") return code;
  const std::string text = lower(written);
  const int spanish = count_of(text, {"hola", "gracias", "por favor", "los", "las", "el", "para", "números",
                                      "necesitamos", "adjunto"});
  const int french = count_of(
      text, {"bonjour", "merci", "les", "des", "pour", "nous", "vous", "numéros", "veuillez", "ci-joint"});
  const int english =
      count_of(text, {"hello", "thanks", "thank", "please", "the", "numbers", "we", "attached", "and"});
  if (spanish >= 2 && spanish > french && spanish > english) return "es";
  if (french >= 2 && french > spanish && french > english) return "fr";
  return "en";
}

std::string draft_reply(const Report& report, std::string_view language) {
  const Words* words = kWords.data();
  for (const Words& one : kWords) {
    if (one.language == language) words = &one;
  }
  const std::vector<Ask> asks = asks_of(report);
  std::string out(words->hello);
  if (asks.empty()) {
    if (report.verdict != Verdict::ready) return {};
    return out.append(" ").append(words->ready);
  }
  out.append("\n\n").append(words->please).append("\n");
  for (const Ask ask : asks) out.append("\n- ").append(words->asks[static_cast<size_t>(ask)]);
  return out.append("\n\n").append(words->one_by_one).append("\n").append(words->thanks);
}

}  // namespace portcheck::server
