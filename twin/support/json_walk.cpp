#include "twin/support/json_walk.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

namespace twin {

namespace {

/// Lines of what the reader has consumed.
struct Lines
{
    std::int64_t now = 1;
    std::int64_t before = 1; ///< of the character before the last: a number is known to end one too late
};

/// Hands out characters and counts lines.
class CountingIterator
{
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, Lines* lines)
        : m_at(at)
        , m_lines(lines)
    {}

    const char& operator*() const { return *m_at; }

    CountingIterator& operator++()
    {
        m_lines->before = m_lines->now;
        m_lines->now += *m_at == '\n' ? 1 : 0;
        ++m_at;
        return *this;
    }

    CountingIterator operator++(int)
    {
        CountingIterator old = *this;
        ++*this;
        return old;
    }

    friend bool operator==(const CountingIterator& a, const CountingIterator& b) { return a.m_at == b.m_at; }

    friend bool operator!=(const CountingIterator& a, const CountingIterator& b) { return a.m_at != b.m_at; }

  private:
    const char* m_at;
    Lines* m_lines;
};

/// "[json.exception.parse_error.101] parse error at line 4, column 28: syntax error while parsing object -
/// unexpected ']'; expected '}'" without what only a programmer reads; the line stands before it anyway.
std::string plainWords(std::string_view what)
{
    constexpr std::string_view kParsing = "syntax error while parsing ";
    const std::size_t parsing = what.find(kParsing);
    const std::size_t dash = parsing == std::string_view::npos ? parsing : what.find(" - ", parsing);
    if (dash != std::string_view::npos) {
        return std::string(what.substr(dash + 3));
    }
    const std::size_t bracket = what.starts_with('[') ? what.find("] ") : std::string_view::npos;
    return std::string(bracket == std::string_view::npos ? what : what.substr(bracket + 2));
}

/// What nlohmann's reader calls: keeps the path and the line of the last key.
class Walker : public nlohmann::json_sax<nlohmann::json>
{
  public:
    Walker(std::string_view text, const Lines& lines, const std::function<bool(const JsonVisit&)>& visit)
        : m_text(text)
        , m_lines(lines)
        , m_visit(visit)
    {}

    bool null() override { return scalar(m_lines.now); }

    bool boolean(bool) override { return scalar(m_lines.now); }

    bool number_integer(number_integer_t) override { return scalar(m_lines.before); }

    bool number_unsigned(number_unsigned_t) override { return scalar(m_lines.before); }

    bool number_float(number_float_t, const string_t&) override { return scalar(m_lines.before); }

    bool string(string_t& value) override { return scalar(m_lines.now, &value); }

    bool binary(binary_t&) override { return scalar(m_lines.now); }

    bool start_object(std::size_t) override { return open(false); }

    bool start_array(std::size_t) override { return open(true); }

    bool end_object() override { return close(); }

    bool end_array() override { return close(); }

    bool key(string_t& value) override
    {
        m_path.back().key = value;
        m_keyLine = m_lines.now;
        return true;
    }

    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::json::exception& problem) override
    {
        const std::string_view read = m_text.substr(0, position == 0 ? 0 : position - 1);
        broken =
            Error{ErrorCode::BadInput, plainWords(problem.what()), {}, 1 + std::ranges::count(read, '\n'), 0};
        return false;
    }

    std::optional<Error> broken;

  private:
    [[nodiscard]] std::int64_t lineOr(std::int64_t valueLine) const
    {
        return m_path.empty() || m_path.back().isItem ? valueLine : m_keyLine;
    }

    bool scalar(std::int64_t line, const std::string* text = nullptr)
    {
        const bool goOn = m_visit({m_path, lineOr(line), false, text});
        advance();
        return goOn;
    }

    bool open(bool isArray)
    {
        const bool goOn = m_visit({m_path, lineOr(m_lines.now), true, nullptr});
        m_path.push_back({{}, 0, isArray});
        return goOn;
    }

    bool close()
    {
        m_path.pop_back();
        advance();
        return true;
    }

    void advance()
    {
        if (!m_path.empty() && m_path.back().isItem) {
            ++m_path.back().index;
        }
    }

    std::string_view m_text;
    const Lines& m_lines;
    const std::function<bool(const JsonVisit&)>& m_visit;
    std::vector<JsonStep> m_path;
    std::int64_t m_keyLine = 1;
};

} // namespace

Result<> walkJson(std::string_view text, const std::function<bool(const JsonVisit&)>& visit)
{
    Lines lines;
    Walker walker(text, lines, visit);
    const CountingIterator first(text.data(), &lines);
    const CountingIterator last(text.data() + text.size(), &lines);
    static_cast<void>(nlohmann::json::sax_parse(first, last, &walker));
    if (walker.broken) {
        return failure(std::move(*walker.broken));
    }
    return {};
}

} // namespace twin
