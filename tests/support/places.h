// Where the tests find the source tree, their samples and the programs built. The places are compiled into
// one small library and not into every test, so a compiler cache serves one clone what it compiled for
// another.
#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace test {

/// Absolute path of what lies `below` ("/docs/formats.md") the root of the sources.
[[nodiscard]] std::string sourcePath(std::string_view below);
/// Absolute path of what lies `below` tests/data.
[[nodiscard]] std::string testData(std::string_view below);
/// Absolute path of what lies `below` the folder of the programs built.
[[nodiscard]] std::string programPath(std::string_view below);

[[nodiscard]] inline QString sourcePathQ(std::string_view below)
{
    return QString::fromStdString(sourcePath(below));
}

[[nodiscard]] inline QString testDataQ(std::string_view below)
{
    return QString::fromStdString(testData(below));
}

[[nodiscard]] inline QString programPathQ(std::string_view below)
{
    return QString::fromStdString(programPath(below));
}

} // namespace test
