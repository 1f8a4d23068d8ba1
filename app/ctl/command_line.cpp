#include "app/ctl/command_line.h"

#include "app/ctl/number_check.h"
#include "app/ctl/output_form.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace app::ctl {

namespace {

/// One parsed subcommand: CLI11 writes into `values` and `flags`, which must stay where they are.
struct Bound
{
    const Command* command = nullptr;
    CLI::App* parser = nullptr;
    std::map<std::string, std::vector<std::string>> values;
    std::map<std::string, bool> flags;
};

std::string describe(const OptionSpec& spec)
{
    const std::string range = rangeText(spec);
    const std::string limits = spec.isOutput && !spec.choices.empty() ? endingsText(spec.choices) : range;
    const std::string help = limits.empty() ? spec.help : spec.help + " (" + limits + ")";
    return spec.fallback.empty() ? help : help + " [" + spec.fallback + "]";
}

void bindOption(Bound& bound, const OptionSpec& spec)
{
    if (spec.kind == OptionSpec::Kind::Flag) {
        bound.parser->add_flag(spec.name, bound.flags[spec.name], spec.help);
        return;
    }
    CLI::Option* option = bound.parser->add_option(spec.name, bound.values[spec.name], describe(spec));
    if (spec.kind != OptionSpec::Kind::ManyTexts) {
        option->expected(1);
        option->allow_extra_args(false); // or the first positional takes all that follow
    }
    if (spec.kind == OptionSpec::Kind::Number || spec.kind == OptionSpec::Kind::Integer) {
        option->type_name(spec.kind == OptionSpec::Kind::Number ? "NUMBER" : "INTEGER");
        option->check([spec](const std::string& text) { return numberProblem(spec, text); }, "");
    }
    if (!spec.choices.empty() && !spec.isOutput) {
        option->check(CLI::IsMember(spec.choices));
    }
    if (spec.required) {
        option->required();
    }
}

void bindCommand(CLI::App& parent, const Command& command, std::vector<std::unique_ptr<Bound>>& all)
{
    auto bound = std::make_unique<Bound>();
    bound->command = &command;
    bound->parser = parent.add_subcommand(command.name, command.help);
    bound->parser->fallthrough();
    for (const OptionSpec& spec : command.options) {
        bindOption(*bound, spec);
    }
    CLI::App& parser = *bound->parser;
    all.push_back(std::move(bound));
    for (const Command& sub : command.subcommands) {
        bindCommand(parser, sub, all);
    }
    if (!command.subcommands.empty() && !command.run) {
        parser.require_subcommand(1);
    }
}

Args argsOf(const Bound& bound, bool json)
{
    Args args;
    args.json = json;
    for (const OptionSpec& spec : bound.command->options) {
        if (spec.kind == OptionSpec::Kind::Flag) {
            if (bound.flags.at(spec.name)) {
                args.values[spec.name] = {"1"};
                args.typed.insert(spec.name);
            }
            continue;
        }
        const auto& given = bound.values.at(spec.name);
        if (!given.empty()) {
            args.values[spec.name] = given;
            args.typed.insert(spec.name);
        } else if (!spec.fallback.empty()) {
            args.values[spec.name] = {spec.fallback};
        }
    }
    return args;
}

/// The command that the first word of the line that is no option names; end of the table: none does.
auto commandNamed(const std::vector<std::string>& words, const std::vector<Command>& table)
{
    const auto word = std::ranges::find_if(words, [](const std::string& w) { return !w.starts_with('-'); });
    return word == words.end() ? table.end() : std::ranges::find(table, *word, &Command::name);
}

/// Options of a command and of all under it.
void collectOptions(const Command& command, std::set<std::string>& out)
{
    for (const OptionSpec& spec : command.options) {
        out.insert(spec.name);
    }
    for (const Command& sub : command.subcommands) {
        collectOptions(sub, out);
    }
}

/// `--name` of `--name` and `--name=value`; empty of what looks like no option, numbers below 0 as well.
std::string optionName(const std::string& word)
{
    const std::size_t letter = word.starts_with("--") ? 2 : 1;
    const bool isOption = word.starts_with('-') && word.size() > letter &&
                          std::isalpha(static_cast<unsigned char>(word[letter])) != 0;
    return isOption ? word.substr(0, word.find('=')) : std::string();
}

/// What CLI11 would not name, or only behind everything else that is wrong with the line: a word in the place
/// of a command that names none, an option that is none of the command's.
std::optional<std::string> unknownWord(const std::vector<std::string>& words,
                                       const std::vector<Command>& table)
{
    const auto command = commandNamed(words, table);
    if (command == table.end()) {
        const auto word =
            std::ranges::find_if(words, [](const std::string& w) { return !w.starts_with('-'); });
        return word == words.end() ? std::nullopt
                                   : std::optional(*word + ": no such command; see suanwangctl --help");
    }
    std::set<std::string> known{"--json", "--help", "-h", "--version"};
    collectOptions(*command, known);
    for (const std::string& word : words) {
        if (word == "--") {
            break; // what follows are no options
        }
        if (const std::string name = optionName(word); !name.empty() && !known.contains(name)) {
            return name + ": no such option; see suanwangctl " + command->name + " --help";
        }
    }
    return std::nullopt;
}

bool isSameFile(const std::string& a, const std::string& b)
{
    std::error_code none; // of files that are not there: they are not the same
    return std::filesystem::equivalent(a, b, none);
}

/// An output must not replace what the same run reads: a slip of the hand would cost the input.
std::optional<std::string> overwrittenInput(const Command& command, const Args& args)
{
    for (const OptionSpec& out : command.options) {
        if (!out.isOutput || !args.has(out.name)) {
            continue;
        }
        for (const OptionSpec& in : command.options) {
            const bool isFile =
                !in.isOutput && (in.kind == OptionSpec::Kind::Text || in.kind == OptionSpec::Kind::ManyTexts);
            const auto files = isFile ? args.texts(in.name) : std::vector<std::string>();
            if (std::ranges::any_of(
                    files, [&](const std::string& file) { return isSameFile(file, args.text(out.name)); })) {
                return out.name + " would overwrite " + in.name + " " + args.text(in.name);
            }
        }
    }
    return std::nullopt;
}

int runCommand(const Command& command, const Args& args)
{
    // What would be lost comes first: another ending is no answer to it.
    const auto lost = overwrittenInput(command, args);
    if (const auto problem = lost ? lost : endingProblem(command, args)) {
        return report({twin::ErrorCode::BadInput, *problem, {}, 0, 0});
    }
    const int code = command.run(args);
    if (outputError() == 0) {
        return code;
    }
    return report(
        {twin::ErrorCode::Io, std::string("standard output: ") + std::strerror(outputError()), {}, 0, 0});
}

} // namespace

int runCommandLine(int argc, char** argv, const std::vector<Command>& table)
{
    CLI::App app("suanwangctl: the twin of the national computing-power network without a screen",
                 "suanwangctl");
    app.set_version_flag("--version", SUANWANG_VERSION);
    app.require_subcommand(1);
    bool json = false;
    app.add_flag("--json", json, "Print the answer as JSON");
    std::vector<std::unique_ptr<Bound>> all;
    for (const Command& command : table) {
        bindCommand(app, command, all);
    }
    if (const auto problem = unknownWord({argv + std::min(argc, 1), argv + argc}, table)) {
        std::fprintf(stderr, "%s\n", problem->c_str());
        return kBadInput;
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ExtrasError&) { // it would name them from the last to the first
        std::fprintf(stderr, "not expected: %s\n", CLI::detail::join(app.remaining(true), " ").c_str());
        return kBadInput;
    } catch (const CLI::ParseError& error) {
        const int code = app.exit(error);
        return code == 0 ? kDone : kBadInput;
    }
    for (auto it = all.rbegin(); it != all.rend(); ++it) { // deepest first
        if ((*it)->parser->parsed() && (*it)->command->run) {
            return runCommand(*(*it)->command, argsOf(**it, json));
        }
    }
    return kBadInput;
}

} // namespace app::ctl
