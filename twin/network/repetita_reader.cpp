#include "twin/network/file_problem.h"
#include "twin/network/network_builder.h"
#include "twin/network/readers.h"
#include "twin/network/word_lines.h"

#include <charconv>
#include <vector>

namespace twin::network {

namespace {

/// NODES n / label x y / … / EDGES m / label src dest weight bw delay / …; bandwidth in kb/s, delay in µs.
class RepetitaReader
{
  public:
    RepetitaReader(std::string_view text, const std::string& file, const ReadOptions& options)
        : m_lines(text)
        , m_problem{file}
        , m_options(options)
        , m_builder(NetworkFormat::Repetita, file, options)
    {
        m_builder.setDirected();
    }

    Result<NetworkFile> read();

  private:
    /// Reads `KEYWORD count` and the line of column names below it.
    Result<std::size_t> readHeading(std::string_view keyword, std::size_t max);
    Result<> readNode(std::size_t number);
    Result<> readArc();
    Result<std::vector<double>> readNumbers(std::size_t first, std::size_t count);

    WordLines m_lines;
    FileProblem m_problem;
    ReadOptions m_options;
    NetworkBuilder m_builder;
};

Result<NetworkFile> RepetitaReader::read()
{
    const auto nodes = readHeading("NODES", m_options.maxNodes);
    if (!nodes) {
        return failure(nodes.error());
    }
    for (std::size_t i = 0; i < *nodes; ++i) {
        if (auto read = readNode(i); !read) {
            return failure(read.error());
        }
    }
    const auto arcs = readHeading("EDGES", m_options.maxLinks);
    if (!arcs) {
        return failure(arcs.error());
    }
    for (std::size_t i = 0; i < *arcs; ++i) {
        if (auto read = readArc(); !read) {
            return failure(read.error());
        }
    }
    if (m_lines.next()) {
        return m_problem.bad(m_lines.line(), "text after the last edge");
    }
    return m_builder.finish();
}

Result<std::size_t> RepetitaReader::readHeading(std::string_view keyword, std::size_t max)
{
    const std::string word(keyword);
    if (!m_lines.next() || m_lines.words().size() != 2 || m_lines.words()[0] != keyword) {
        return m_problem.bad(m_lines.line(), "'" + word + " <count>' was expected");
    }
    const std::string_view text = m_lines.words()[1];
    std::size_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return m_problem.bad(m_lines.line(), "the count of " + word + " is not a number");
    }
    if (count > max) {
        return m_problem.tooLarge(m_lines.line(), "over " + std::to_string(max) + " " + word);
    }
    if (!m_lines.next() || m_lines.words()[0] != "label") {
        return m_problem.bad(m_lines.line(), "the column names below " + word + " were expected");
    }
    return count;
}

Result<std::vector<double>> RepetitaReader::readNumbers(std::size_t first, std::size_t count)
{
    const auto& words = m_lines.words();
    if (words.size() != first + count) {
        return m_problem.bad(m_lines.line(), std::to_string(first + count) + " columns were expected, not " +
                                                 std::to_string(words.size()));
    }
    std::vector<double> out;
    for (std::size_t i = first; i < words.size(); ++i) {
        const auto value = numberFrom(words[i]);
        if (!value) {
            return m_problem.bad(m_lines.line(), "not a number: " + std::string(words[i].substr(0, 40)));
        }
        out.push_back(*value);
    }
    return out;
}

Result<> RepetitaReader::readNode(std::size_t number)
{
    if (!m_lines.next() || m_lines.words()[0] == "EDGES") {
        return m_problem.bad(m_lines.line(), "fewer nodes than announced");
    }
    const auto place = readNumbers(1, 2);
    if (!place) {
        return failure(place.error());
    }
    return m_builder.addNode(std::to_string(number), m_lines.words()[0], (*place)[1], (*place)[0],
                             m_lines.line());
}

Result<> RepetitaReader::readArc()
{
    if (!m_lines.next()) {
        return m_problem.bad(m_lines.line(), "fewer edges than announced");
    }
    const auto values = readNumbers(1, 5);
    if (!values) {
        return failure(values.error());
    }
    RawEdge edge;
    edge.source = std::string(m_lines.words()[1]);
    edge.target = std::string(m_lines.words()[2]);
    edge.name = std::string(m_lines.words()[0]);
    edge.weight = (*values)[2];
    edge.capacity_bps = (*values)[3] * 1000; // kb/s
    edge.delay_ns = (*values)[4] * 1000;     // µs
    edge.line = m_lines.line();
    return m_builder.addEdge(edge);
}

} // namespace

Result<NetworkFile> readRepetita(std::string_view text, const std::string& file, const ReadOptions& options)
{
    return RepetitaReader(text, file, options).read();
}

} // namespace twin::network
