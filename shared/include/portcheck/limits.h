// Every bound of the engine, once, with its reason. Past a bound the answer is a finding, never a crash or a
// hang.
#pragma once

#include <cstddef>
#include <cstdint>

namespace portcheck::limits {

inline constexpr size_t kFileBytes = size_t{256}
                                     << 20;     // a million-row sheet is 120 MB; help-desks stop far below
inline constexpr size_t kFiles = 64;            // attachments of one ticket
inline constexpr size_t kFileNameBytes = 1024;  // four times the longest name a file system allows
inline constexpr size_t kOpenRequests =
    10'000;  // a desk's open tickets; their numbers are bound by kRequestBytes
inline constexpr size_t kRequestBytes = size_t{1} << 20;  // portcheck.request/1 without the files
inline constexpr int kJsonDepth = 32;
inline constexpr size_t kProfileNames = 200;  // hosts, columns or media types; a dictionary has some dozens

// A letter as a Document: whoever reads a file stops there, and parse_document() takes no more.
inline constexpr size_t kDocumentPages = 2'000;    // read; a list of 10,000 numbers has 200
inline constexpr size_t kDocumentSpans = 200'000;  // cells of such a list five times over
inline constexpr size_t kDocumentTextBytes = size_t{4}
                                             << 20;  // of the spans; all other texts together as well
inline constexpr size_t kDocumentItems = 10'000;  // fields, signatures, marks, pictures, attachments: of each
inline constexpr uint64_t kDocumentPartBytes = uint64_t{64}
                                               << 20;      // parts of a Word document together, unpacked
inline constexpr size_t kPictureBytes = size_t{48} << 20;  // unpacked to see whether a picture shows anything
inline constexpr size_t kDocumentJsonBytes = size_t{64} << 20;  // spans and text at their bounds

inline constexpr uint32_t kZipEntries = 10'000;                    // a large workbook has some dozens
inline constexpr uint64_t kInflatedBytes = uint64_t{1} << 30;      // a million-row sheet inflates to 450 MB
inline constexpr uint64_t kInflateRatio = 200;                     // repetitive sheet XML reaches about 60
inline constexpr uint64_t kInflateRatioFloor = uint64_t{1} << 20;  // parts below 1 MiB may have any ratio
inline constexpr uint32_t kXmlDepth = 64;                          // worksheet XML needs about 8

inline constexpr uint32_t kOleDirectorySectors =
    256;  // 1,024 streams; a workbook with objects has some dozens

inline constexpr uint32_t kSheets = 256;
inline constexpr uint32_t kRows = 1'048'576;     // Excel's own bound
inline constexpr uint32_t kColumns = 16'384;     // Excel's own bound
inline constexpr uint32_t kCellBytes = 131'068;  // Excel's 32,767 UTF-16 units as UTF-8
inline constexpr uint64_t kRepeatedBytes = uint64_t{64}
                                           << 20;  // what repeat counts of an .ods may add to a sheet, as
                                                   // CSV: a million rows of 64 characters
inline constexpr size_t kTableBytes = size_t{512}
                                      << 20;       // a sheet held in memory: a million rows take 250 MB
inline constexpr size_t kEditedRows = 200;         // told after an edit: more than a page shows at once
inline constexpr size_t kWindowCells = 20'000;     // shown at once: a page of rows, however many columns
inline constexpr uint32_t kHeaderSearchRows = 50;  // title rows above the header
inline constexpr size_t kHeaderSearchBytes =
    size_t{1} << 20;                          // and their text: one long string may stand in every cell
inline constexpr size_t kJudgedBytes = 4096;  // of a cell that should be a number, an address or a media type

inline constexpr uint32_t kMaxFindings = 1'000;        // default of options.max_findings; 0 means all
inline constexpr uint32_t kListedChanges = 1'000'000;  // of a repaired sheet: as many as a sheet has rows
inline constexpr uint32_t kShownValueBytes = 200;      // of a cell, in findings and notes

inline constexpr size_t kShortText = 255;             // characters of a marketing data value (MKT-005)
inline constexpr size_t kLongText = 10'000;           // and of a long one
inline constexpr uint32_t kOrderRows = 5'000;         // carriers take so many numbers per order
inline constexpr uint32_t kBulkRows = 20'000;         // and so many per bulk order (FIL-010)
inline constexpr uint32_t kSlowNumbers = 200;         // above, a port takes extra time (TKT-005)
inline constexpr size_t kMadeLetterNumbers = 5'000;   // of one letter: kOrderRows; 25 pages
inline constexpr size_t kMadeLetterTextBytes = 400;   // of one of its texts: what its fields can show
inline constexpr size_t kSignatureBytes = 2'000'000;  // of a drawn or photographed signature
inline constexpr uint32_t kSignaturePixels = 4'000;   // its width and height: 64 MB unpacked
inline constexpr size_t kLoaBytes = 3'000'000;        // carriers' bound for an LOA file (FIL-011)

// Of a PDF. Letters have some pages of some thousand characters; scans are large, but not rich in objects.
inline constexpr size_t kPdfBytes = size_t{64} << 20;  // twenty pages scanned in colour
inline constexpr uint32_t kPdfPages = 300;             // read; more are counted
inline constexpr uint32_t kPdfPageNodes = 50'000;      // of the page tree, for the count
inline constexpr uint32_t kPdfTreeDepth = 64;          // page tree, fields, name trees: six are many
inline constexpr uint64_t kPdfTokens = 1'000'000;      // of objects: qpdf keeps about 200 bytes for each
inline constexpr uint64_t kPdfXrefBytes = uint64_t{2} << 20;  // of cross-reference streams: 400,000 objects
inline constexpr uint64_t kPdfObjectBytes = uint64_t{16} << 20;   // of object streams together
inline constexpr uint64_t kPdfStreamBytes = uint64_t{16} << 20;   // one stream: a font for Chinese
inline constexpr uint64_t kPdfDecodedBytes = uint64_t{96} << 20;  // all streams that are read
inline constexpr uint32_t kPdfFilters = 8;                        // one upon the other; two are usual
inline constexpr uint32_t kPdfFileReads = 24;                 // the file's length, so many times, may be read
inline constexpr uint64_t kPdfOperators = 3'000'000;          // of page contents; a drawn map has a million
inline constexpr uint32_t kPdfFormDepth = 16;                 // forms within forms
inline constexpr uint32_t kPdfStates = 512;                   // saved graphics states; 28 are promised
inline constexpr uint32_t kPdfOperands = 32'768;              // of one operator: a shown line of text
inline constexpr uint64_t kPdfGlyphs = 1'500'000;             // a book of 500 pages
inline constexpr uint32_t kPdfPageGlyphs = 200'000;           // on one page: a phone book's has 20,000
inline constexpr uint32_t kPdfSpans = 100'000;                // of the document
inline constexpr uint64_t kPdfTextBytes = uint64_t{8} << 20;  // of spans, fields and marks together
inline constexpr uint32_t kPdfFonts = 500;            // of the document; subsets for each page included
inline constexpr uint32_t kPdfCmapEntries = 500'000;  // in all fonts: Unicode has 150,000 characters
inline constexpr uint32_t kPdfCovers = 2'000;         // filled rectangles and pictures of one page
inline constexpr uint32_t kPdfItems = 10'000;  // of each of fields, marks, pictures, signatures, attachments

inline constexpr size_t kLetterBytes = size_t{1} << 20;  // of a letter's text: 300 pages of prose
inline constexpr size_t kLetterNumbers = 20'000;         // and ranges that it lists: as many as a bulk order
inline constexpr uint64_t kRangeNumbers = 10'000;        // of one range: a whole exchange
inline constexpr uint64_t kListedNumbers = 200'000;  // that all ranges of a letter may have, to be compared
inline constexpr size_t kLetterDates = 500;          // of one letter
inline constexpr size_t kLetterFields = 20'000;      // labels with or without a value: a long table
inline constexpr size_t kLetterFormFields = 1'000;   // of a form; each is compared with its labels
inline constexpr size_t kTicketFactBytes = 16'384;   // of a description, looked through at each edit
inline constexpr size_t kLetterGaps =
    20;  // placeholders that are told; one is enough to ask for another letter

}  // namespace portcheck::limits
