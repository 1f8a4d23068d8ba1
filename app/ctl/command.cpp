#include "app/ctl/command.h"

#include <charconv>
#include <cstdio>

namespace app::ctl {

namespace {

/// Always with a decimal point, whatever the system's language; checked by the parser before.
template <typename T> T valueOf(const std::string& text)
{
    T value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

} // namespace

bool Args::has(const std::string& name) const
{
    const auto found = values.find(name);
    return found != values.end() && !found->second.empty();
}

std::string Args::text(const std::string& name) const
{
    return has(name) ? values.at(name).front() : std::string();
}

double Args::number(const std::string& name) const
{
    return has(name) ? valueOf<double>(values.at(name).front()) : 0.0;
}

std::int64_t Args::integer(const std::string& name) const
{
    return has(name) ? valueOf<std::int64_t>(values.at(name).front()) : 0;
}

std::vector<std::string> Args::texts(const std::string& name) const
{
    return has(name) ? values.at(name) : std::vector<std::string>();
}

int report(const twin::Error& error)
{
    std::fprintf(stderr, "%s\n", error.text().c_str());
    switch (error.code) {
    case twin::ErrorCode::Io:
    case twin::ErrorCode::NotFound:
        return kInputOutput;
    case twin::ErrorCode::Cancelled:
        return kCancelled;
    case twin::ErrorCode::Invalid:
        return kNo;
    default:
        return kBadInput;
    }
}

void printLine(const std::string& text)
{
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

} // namespace app::ctl
