#pragma once

#include "twin/support/error.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace app::ctl {

/// Exit codes of every command (docs/command-line.md).
enum ExitCode : int { kDone = 0, kNo = 1, kBadInput = 2, kInputOutput = 3, kCancelled = 4 };

/// Whole numbers up to here survive every reader of JSON: 2^53 - 1.
inline constexpr double kLargestWhole = 9'007'199'254'740'991.0;

/// What a Number or Integer may be, both ends included.
struct NumberRange
{
    double min = 0;
    double max = kLargestWhole;
};

/// One option of a command. `name` is "--rate" or, positional, "FILE".
struct OptionSpec
{
    enum class Kind { Flag, Text, Number, Integer, ManyTexts };
    std::string name;
    std::string help;
    Kind kind = Kind::Text;
    bool required = false;
    std::string fallback;                  ///< shown and used when not given; empty = none
    NumberRange range = {};                ///< of numbers; shown, and what is outside is a usage error
    std::vector<std::string> choices = {}; ///< other words are a usage error
    bool isOutput = false;                 ///< names a file that is written: it may not be one that is read
};

/// An option that names a file to write.
[[nodiscard]] inline OptionSpec outputOption(std::string name, std::string help, bool required)
{
    OptionSpec out;
    out.name = std::move(name);
    out.help = std::move(help);
    out.required = required;
    out.isOutput = true;
    return out;
}

/// Parsed values, by option name as declared. Number and Integer texts were checked by the parser.
class Args
{
  public:
    std::map<std::string, std::vector<std::string>> values;
    std::set<std::string> typed; ///< names that stand on the line, rather than have their fallback
    bool json = false;           ///< `--json`, anywhere on the line

    [[nodiscard]] bool isTyped(const std::string& name) const { return typed.contains(name); }

    [[nodiscard]] bool has(const std::string& name) const;
    [[nodiscard]] std::string text(const std::string& name) const; ///< empty when absent
    [[nodiscard]] double number(const std::string& name) const;    ///< 0 when absent
    [[nodiscard]] std::int64_t integer(const std::string& name) const;
    [[nodiscard]] std::vector<std::string> texts(const std::string& name) const;
};

/// A command is a value; suanwangctl is a table of them (command_table.cpp).
struct Command
{
    std::string name;
    std::string help;
    std::vector<OptionSpec> options;
    std::function<int(const Args&)>
        run; ///< returns an ExitCode; prints the answer to stdout, messages to stderr
    std::vector<Command> subcommands = {};
};

/// Prints `file:line: reason` to stderr and gives the exit code that fits: 3 for Io and NotFound, 4 for
/// Cancelled, 1 for Invalid and for a check of our own that failed (Internal), 2 otherwise.
int report(const twin::Error& error);
/// The same error as that of an input: a snapshot that is invalid is bad input to what computes on it.
[[nodiscard]] twin::Error asInput(twin::Error error);

/// Prints one line to stdout (with newline), and flushes.
void printLine(const std::string& text);

/// What was printed has not all arrived: errno of the first failure, 0 = all is well.
[[nodiscard]] int outputError();

} // namespace app::ctl
