#include "app/ctl/command.h"

#include <cerrno>
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

int g_outputError = 0; // of the first write to stdout that failed

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
    case twin::ErrorCode::Internal:
        return kNo;
    default:
        return kBadInput;
    }
}

twin::Error asInput(twin::Error error)
{
    error.code = error.code == twin::ErrorCode::Invalid ? twin::ErrorCode::BadInput : error.code;
    return error;
}

void printLine(const std::string& text)
{
    errno = 0;
    const bool isWhole = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() &&
                         std::fputc('\n', stdout) != EOF && std::fflush(stdout) == 0;
    if (!isWhole && g_outputError == 0) {
        g_outputError = errno != 0 ? errno : EIO;
    }
}

int outputError()
{
    return g_outputError;
}

} // namespace app::ctl
