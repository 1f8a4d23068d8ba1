#include "twin/flow/instance_file.h"

#include "twin/flow/fluid_engine.h"
#include "twin/support/file_io.h"
#include "twin/support/number_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace twin::flow {

namespace {

constexpr double kMostBytes = 1e18;
constexpr std::uint64_t kMostHops = 65'535;

/// Takes numbers from the text, line by line.
class InstanceReader
{
  public:
    InstanceReader(std::string_view text, const std::string& file, const InstanceFileOptions& options)
        : m_text(text)
        , m_file(file)
        , m_options(options)
    {}

    Result<FluidInstance> read();

  private:
    [[nodiscard]] tl::unexpected<Error> bad(std::string reason) const
    {
        return failureAt(ErrorCode::BadInput, m_file, m_line, std::move(reason));
    }

    bool nextLine();
    template <typename Number> std::optional<Number> take();
    [[nodiscard]] bool isLineDone();
    Result<> readHead();
    Result<> readCapacity();
    Result<> readFlow();
    Result<> readPath(std::uint64_t hops);

    std::string_view m_text;
    const std::string& m_file;
    const InstanceFileOptions& m_options;
    std::string_view m_rest; ///< of the line
    std::int64_t m_line = 0;
    std::uint64_t m_links = 0;
    std::uint64_t m_flows = 0;
    std::vector<std::uint32_t> m_lastFlow; ///< by link, 1 + the last flow that crosses it
    std::vector<std::uint32_t> m_path;
    FluidInstance m_out;
};

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

bool InstanceReader::isLineDone()
{
    while (!m_rest.empty() && isBlank(m_rest.front())) {
        m_rest.remove_prefix(1);
    }
    return m_rest.empty();
}

/// False at the end of the text.
bool InstanceReader::nextLine()
{
    while (!m_text.empty()) {
        const std::size_t end = std::min(m_text.find('\n'), m_text.size());
        m_rest = m_text.substr(0, end);
        m_text.remove_prefix(std::min(end + 1, m_text.size()));
        ++m_line;
        if (!isLineDone()) {
            return true;
        }
    }
    ++m_line;
    return false;
}

template <typename Number> std::optional<Number> InstanceReader::take()
{
    if (isLineDone()) {
        return std::nullopt;
    }
    Number out{};
    const auto [end, error] = std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), out);
    const auto taken = static_cast<std::size_t>(end - m_rest.data());
    if (error != std::errc{} || (taken < m_rest.size() && !isBlank(m_rest[taken]))) {
        return std::nullopt;
    }
    m_rest.remove_prefix(taken);
    return out;
}

Result<> InstanceReader::readHead()
{
    const bool isThere = nextLine();
    const auto links = isThere ? take<std::uint64_t>() : std::nullopt;
    const auto flows = links ? take<std::uint64_t>() : std::nullopt;
    if (!flows || !isLineDone()) {
        return bad("'LINKS FLOWS' was expected");
    }
    if (*links > m_options.maxLinks || *flows > m_options.maxFlows) {
        return failureAt(ErrorCode::TooLarge, m_file, m_line,
                         "more than " + std::to_string(m_options.maxLinks) + " links or " +
                             std::to_string(m_options.maxFlows) + " flows");
    }
    m_links = *links;
    m_flows = *flows;
    return {};
}

Result<> InstanceReader::readCapacity()
{
    const bool isThere = nextLine();
    const auto capacity = isThere ? take<double>() : std::nullopt;
    if (!capacity || !isLineDone()) {
        return bad("the capacity of link " + std::to_string(m_out.shares.capacity_bps.size()) +
                   " (bytes/s) was expected");
    }
    if (!(*capacity >= 0 && *capacity <= 1e18)) {
        return bad("a capacity is 0 to 1e18 bytes/s");
    }
    m_out.shares.capacity_bps.push_back(*capacity * 8);
    return {};
}

Result<> InstanceReader::readPath(std::uint64_t hops)
{
    m_path.clear();
    const auto number = static_cast<std::uint32_t>(m_out.bytes.size()) + 1;
    for (std::uint64_t i = 0; i < hops; ++i) {
        const auto link = take<std::uint64_t>();
        if (!link) {
            return bad(std::to_string(hops) + " link numbers were expected");
        }
        if (*link >= m_links) {
            return bad("link " + std::to_string(*link) + " is not there (0 to " + std::to_string(m_links) +
                       ", exclusive)");
        }
        if (m_lastFlow[*link] == number) {
            return bad("link " + std::to_string(*link) + " is on the path twice");
        }
        m_lastFlow[*link] = number;
        m_path.push_back(static_cast<std::uint32_t>(*link));
    }
    return {};
}

Result<> InstanceReader::readFlow()
{
    const bool isThere = nextLine();
    const auto bytes = isThere ? take<double>() : std::nullopt;
    const auto start = bytes ? take<double>() : std::nullopt;
    const auto hops = start ? take<std::uint64_t>() : std::nullopt;
    if (!hops) {
        return bad("flow " + std::to_string(m_out.bytes.size()) +
                   " ('bytes start_s K link_1 ... link_K') was expected");
    }
    if (!(*bytes >= 0 && *bytes <= kMostBytes) || !(*start >= 0 && *start <= FluidEngine::kLatest_s)) {
        return bad("bytes are 0 to 1e18, start_s is 0 to 1e8");
    }
    if (*hops > kMostHops || m_out.shares.pathLinks.size() + *hops > m_options.maxPathLinks) {
        return failureAt(ErrorCode::TooLarge, m_file, m_line, "too many links on the path");
    }
    if (auto read = readPath(*hops); !read) {
        return read;
    }
    if (!isLineDone()) {
        return bad("more than " + std::to_string(*hops) + " link numbers");
    }
    m_out.bytes.push_back(*bytes);
    m_out.start_s.push_back(*start);
    m_out.shares.add(m_path);
    return {};
}

Result<FluidInstance> InstanceReader::read()
{
    if (auto head = readHead(); !head) {
        return failure(std::move(head.error()));
    }
    // The counts are the file's claim: lists grow as what is announced turns up.
    for (std::uint64_t i = 0; i < m_links; ++i) {
        if (auto capacity = readCapacity(); !capacity) {
            return failure(std::move(capacity.error()));
        }
    }
    m_lastFlow.assign(m_links, 0);
    for (std::uint64_t i = 0; i < m_flows; ++i) {
        if (auto flow = readFlow(); !flow) {
            return failure(std::move(flow.error()));
        }
    }
    if (nextLine()) {
        return bad("nothing was expected after " + std::to_string(m_flows) + " flows");
    }
    return std::move(m_out);
}

} // namespace

Result<FluidInstance> parseInstance(std::string_view text, const std::string& file,
                                    const InstanceFileOptions& options)
{
    return InstanceReader(text, file, options).read();
}

Result<FluidInstance> readInstance(const std::string& path, const InstanceFileOptions& options)
{
    const auto bytes = readFile(path, options.maxBytes);
    if (!bytes) {
        return failure(bytes.error());
    }
    return parseInstance(*bytes, path, options);
}

Result<std::string> instanceText(const FluidInstance& instance)
{
    std::string out = std::to_string(instance.shares.capacity_bps.size()) + " " +
                      std::to_string(instance.bytes.size()) + "\n";
    for (const double capacity : instance.shares.capacity_bps) {
        out += exactText(std::min(capacity, kFastestLink_bps) / 8) + "\n";
    }
    for (std::size_t flow = 0; flow < instance.bytes.size(); ++flow) {
        const FlowTerms& terms = instance.shares.terms[flow];
        if (!std::isfinite(instance.bytes[flow]) || terms.weight != 1 || terms.priority != 0 ||
            std::isfinite(terms.cap_bps)) {
            return failure(ErrorCode::Unsupported,
                           "flow " + std::to_string(flow) +
                               ": an instance has no steady flows, weights, priorities or rate caps");
        }
        out += exactText(instance.bytes[flow]) + " " + exactText(instance.start_s[flow]) + " " +
               std::to_string(instance.shares.path(flow).size());
        for (const std::uint32_t link : instance.shares.path(flow)) {
            out += ' ';
            out += std::to_string(link);
        }
        out += '\n';
    }
    return out;
}

} // namespace twin::flow
