#include "twin/scenario/document.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// A scenario file: a refusal names file and reason; what is read is written, read and written the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace twin::scenario;
    const auto read = parseDocument(std::string_view(reinterpret_cast<const char*>(data), size), "fuzz.json");
    if (!read) {
        if (read.error().file.empty() || read.error().reason.empty()) {
            __builtin_trap();
        }
        return 0;
    }
    const std::string text = documentText(*read);
    const auto again = parseDocument(text, "fuzz.json");
    if (!again || documentText(*again) != text) {
        __builtin_trap();
    }
    return 0;
}
