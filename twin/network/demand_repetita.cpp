#include "twin/network/demand_readers.h"
#include "twin/network/readers.h"
#include "twin/network/word_lines.h"

#include <algorithm>
#include <charconv>

namespace twin::network {

namespace {

Result<NodeIndex> nodeByNumber(std::string_view word, const Network& network, const FileProblem& problem,
                               std::int64_t line)
{
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc{} || end != word.data() + word.size() || number >= network.graph.siteCount()) {
        return problem.bad(line, "node " + std::string(word.substr(0, 40)) + " is not in the network (0 to " +
                                     std::to_string(network.graph.siteCount()) + ", exclusive)");
    }
    return NodeIndex{number};
}

/// The count of the line `DEMANDS <count>`; none when it is not there.
std::optional<std::size_t> announcedCount(WordLines& lines)
{
    if (!lines.next() || lines.words().size() != 2 || lines.words()[0] != "DEMANDS") {
        return std::nullopt;
    }
    const std::string_view word = lines.words()[1];
    std::size_t count = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), count);
    return error == std::errc{} && end == word.data() + word.size() ? std::optional(count) : std::nullopt;
}

} // namespace

Result<DemandSet> parseRepetitaDemands(std::string_view text, const std::string& file, const Network& network,
                                       const DemandOptions& options)
{
    DemandCollector collector(file, options);
    const FileProblem& problem = collector.problem();
    if (network.registry != nullptr) {
        return problem.bad(1, "numbered nodes are those of a network file, not of a registry snapshot");
    }
    WordLines lines(text);
    const auto announced = announcedCount(lines);
    if (!announced) {
        return problem.bad(std::max<std::int64_t>(1, lines.line()), "'DEMANDS <count>' was expected");
    }
    if (!lines.next() || lines.words()[0] != "label") {
        return problem.bad(lines.line(), "the column names below DEMANDS were expected");
    }
    std::size_t read = 0;
    for (; lines.next(); ++read) {
        const auto& words = lines.words();
        if (words.size() != 4) {
            return problem.bad(lines.line(), "4 columns were expected, not " + std::to_string(words.size()));
        }
        const auto src = nodeByNumber(words[1], network, problem, lines.line());
        const auto dst = src ? nodeByNumber(words[2], network, problem, lines.line()) : src;
        if (!dst) {
            return failure(dst.error());
        }
        const auto rate = numberFrom(words[3]);
        if (!rate) {
            return problem.bad(lines.line(), "not a number: " + std::string(words[3].substr(0, 40)));
        }
        if (auto added = collector.add(*src, *dst, *rate * 1000, {}, lines.line()); !added) {
            return failure(added.error());
        }
    }
    if (read != *announced) {
        return problem.bad(lines.line(), std::to_string(*announced) + " demands were announced, " +
                                             std::to_string(read) + " follow");
    }
    return collector.finish();
}

} // namespace twin::network
