#include "translations/catalogues.h"

#include <cstddef>

// Symbols made by suanwang_embed (cmake/SuanwangTargets.cmake).
extern "C" const char suanwang_catalogue_en_begin[];
extern "C" const char suanwang_catalogue_en_end[];
extern "C" const char suanwang_catalogue_zh_CN_begin[];
extern "C" const char suanwang_catalogue_zh_CN_end[];

namespace translations {

std::string_view englishCatalogue()
{
    return {suanwang_catalogue_en_begin,
            static_cast<std::size_t>(suanwang_catalogue_en_end - suanwang_catalogue_en_begin)};
}

std::string_view chineseCatalogue()
{
    return {suanwang_catalogue_zh_CN_begin,
            static_cast<std::size_t>(suanwang_catalogue_zh_CN_end - suanwang_catalogue_zh_CN_begin)};
}

} // namespace translations
