#include "tests/support/places.h"

namespace test {

std::string sourcePath(std::string_view below)
{
    return std::string(SUANWANG_SOURCE_DIR).append(below);
}

std::string testData(std::string_view below)
{
    return sourcePath("/tests/data").append(below);
}

std::string programPath(std::string_view below)
{
    return std::string(SUANWANG_BIN_DIR).append(below);
}

} // namespace test
