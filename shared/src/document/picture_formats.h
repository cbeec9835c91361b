// One reader for each format of pictures, for picture.h. None trusts a size; what is not there is missing.
#pragma once

#include <string_view>
#include <vector>

#include "portcheck/document.h"

namespace portcheck::document {

struct PictureFile {
  std::vector<Picture> pages;  // none: not even the head can be read
  bool cut_off = false;        // the file ends before the picture does
  bool too_large = false;      // more pages than limits::kDocumentPages
};

void read_jpeg(std::string_view bytes, PictureFile& file);
void read_png(std::string_view bytes, PictureFile& file);
void read_tiff(std::string_view bytes, PictureFile& file);
void read_heic(std::string_view bytes, PictureFile& file);
void read_webp(std::string_view bytes, PictureFile& file);
void read_gif(std::string_view bytes, PictureFile& file);
void read_bmp(std::string_view bytes, PictureFile& file);
void read_metafile(std::string_view bytes, PictureFile& file);  // EMF, as documents hold it

// Where the pixels are not looked at: how few bytes there are for them says as much. `usual` is how many
// thousandths of a byte a pixel of the emptiest page with any text has in this format.
uint8_t blank_by_size(uint64_t bytes, const Picture& picture, uint32_t usual);

// How a viewer must turn it: EXIF's and TIFF's numbers 1 to 8; mirrored ones as if they were not.
uint16_t turned_by(uint64_t orientation);
uint16_t turned_by_exif(std::string_view exif);   // begins as a TIFF file does
uint16_t exif_resolution(std::string_view exif);  // dots per inch; 0: it does not say

}  // namespace portcheck::document
