#include "app/ctl/output_form.h"

#include "twin/support/path_ending.h"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace app::ctl {

namespace {

bool isPipeOrDevice(const std::string& path)
{
    if (path.starts_with("/dev/")) { // /dev/stdout is a plain file where a shell leads it into one
        return true;
    }
    std::error_code none; // of a file that is not there: it is not one
    const auto status = std::filesystem::status(path, none);
    return std::filesystem::exists(status) && std::filesystem::is_other(status);
}

} // namespace

OptionSpec outputOption(std::string name, std::string help, bool required, std::vector<std::string> endings)
{
    OptionSpec out = outputOption(std::move(name), std::move(help), required);
    out.choices = std::move(endings);
    return out;
}

std::string formOf(const std::string& path, const std::vector<std::string>& endings)
{
    const auto found = std::ranges::find_if(
        endings, [&path](const std::string& ending) { return twin::hasEnding(path, ending); });
    if (found != endings.end()) {
        return *found;
    }
    return !endings.empty() && isPipeOrDevice(path) ? endings.front() : std::string();
}

std::string endingsText(const std::vector<std::string>& endings)
{
    std::string out;
    for (std::size_t i = 0; i < endings.size(); ++i) {
        out += (i == 0 ? "" : i + 1 == endings.size() ? " or " : ", ") + endings[i];
    }
    return out;
}

std::optional<std::string> endingProblem(const Command& command, const Args& args)
{
    for (const OptionSpec& option : command.options) {
        const std::string path = args.text(option.name);
        const bool hasForms = option.isOutput && !option.choices.empty() && args.has(option.name);
        if (hasForms && formOf(path, option.choices).empty()) {
            return option.name + " " + path + ": it ends in " + endingsText(option.choices) +
                   ", which says what is written";
        }
    }
    return std::nullopt;
}

} // namespace app::ctl
