#include "app/transport/tmf642_query.h"

#include "twin/ingest/tmf642_answer.h"

#include <algorithm>
#include <charconv>

namespace app::transport {

namespace {

bool readNumber(const std::string& text, std::size_t& out)
{
    const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
    return read.ec == std::errc() && read.ptr == text.data() + text.size();
}

std::vector<std::string> splitFields(const std::string& text)
{
    std::vector<std::string> out;
    std::size_t at = 0;
    while (at <= text.size() && out.size() < 64) {
        const std::size_t comma = std::min(text.find(',', at), text.size());
        if (comma > at) {
            out.push_back(text.substr(at, comma - at));
        }
        at = comma + 1;
    }
    return out;
}

} // namespace

twin::Result<Tmf642Page> tmf642Page(const HttpRequest& request)
{
    Tmf642Page out;
    for (const auto& [name, value] : request.arguments) {
        if (name == "offset" || name == "limit") {
            if (!readNumber(value, name == "offset" ? out.offset : out.limit)) {
                return twin::failure(twin::ErrorCode::BadInput, name + ": a whole number is wanted");
            }
        } else if (name == "fields") {
            out.fields = splitFields(value);
        } else if (twin::ingest::isTmf642Attribute(name)) {
            out.filters.emplace_back(name, value);
        } else {
            return twin::failure(twin::ErrorCode::BadInput, "'" + name + "' cannot be filtered by");
        }
    }
    if (out.limit == 0 || out.limit > kTmf642MaxPage) {
        return twin::failure(twin::ErrorCode::BadInput, "limit: 1 to 1000 is wanted");
    }
    return out;
}

bool Tmf642Page::fits(const twin::state::Alarm& alarm) const
{
    return std::ranges::all_of(filters, [&](const auto& filter) {
        return twin::ingest::tmf642Attribute(alarm, filter.first) == filter.second;
    });
}

} // namespace app::transport
