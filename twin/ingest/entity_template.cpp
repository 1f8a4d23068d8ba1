#include "twin/ingest/entity_template.h"

#include "twin/ingest/label_condition.h"

#include <algorithm>
#include <utility>

namespace twin::ingest {

namespace {

tl::unexpected<Error> bad(std::string reason)
{
    return failure(ErrorCode::BadInput, std::move(reason));
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// "host:9100", "[::1]:9100" and "host" without the port; an IPv6 address without brackets stays whole.
std::string_view hostOf(std::string_view value)
{
    const std::size_t bracket = value.starts_with('[') ? value.find(']') : std::string_view::npos;
    if (bracket != std::string_view::npos) {
        return value.substr(1, bracket - 1);
    }
    const std::size_t colon = value.find(':');
    return colon != std::string_view::npos && value.find(':', colon + 1) == std::string_view::npos
               ? value.substr(0, colon)
               : value;
}

} // namespace

Result<EntityTemplate::Part> EntityTemplate::parsePlace(std::string_view place)
{
    Part out;
    const std::size_t bar = place.find('|');
    const std::string_view filter = bar == std::string_view::npos ? "" : place.substr(bar + 1);
    if (filter == "host") {
        out.filter = Filter::Host;
    } else if (filter == "lower") {
        out.filter = Filter::Lower;
    } else if (bar != std::string_view::npos) {
        return bad("'" + std::string(filter) + "' is no filter; there are host and lower");
    }
    std::string_view names = place.substr(0, bar);
    while (true) {
        const std::size_t comma = names.find(',');
        const std::string_view name = names.substr(0, comma);
        if (name.empty() || name.find('{') != std::string_view::npos) {
            return bad("a label's name is missing in '{" + std::string(place) + "}'");
        }
        out.labels.emplace_back(name);
        if (comma == std::string_view::npos) {
            return out;
        }
        names.remove_prefix(comma + 1);
    }
}

Result<EntityTemplate> EntityTemplate::parse(std::string_view text)
{
    EntityTemplate out;
    while (!text.empty()) {
        const std::size_t open = text.find_first_of("{}");
        if (open != 0) {
            out.m_parts.push_back({std::string(text.substr(0, open)), {}, Filter::None});
        }
        if (open == std::string_view::npos) {
            break;
        }
        const std::size_t close = text.find('}', open);
        if (text[open] == '}' || close == std::string_view::npos) {
            return bad("'{' and '}' do not pair");
        }
        auto part = parsePlace(text.substr(open + 1, close - open - 1));
        if (!part) {
            return failure(std::move(part.error()));
        }
        out.m_parts.push_back(std::move(*part));
        text.remove_prefix(close + 1);
    }
    if (out.m_parts.empty()) {
        return bad("empty");
    }
    return out;
}

std::string EntityTemplate::filtered(std::string_view value, Filter filter)
{
    std::string out(filter == Filter::Host ? hostOf(value) : value);
    if (filter == Filter::Lower) {
        std::transform(out.begin(), out.end(), out.begin(), lower);
    }
    return out;
}

Result<std::string> EntityTemplate::render(const SeriesDescription& series) const
{
    std::string out;
    for (const Part& part : m_parts) {
        out += part.text;
        if (part.labels.empty()) {
            continue;
        }
        const auto found =
            std::find_if(part.labels.begin(), part.labels.end(),
                         [&](const std::string& label) { return !labelOf(series, label).empty(); });
        if (found == part.labels.end()) {
            std::string names = part.labels.front();
            for (std::size_t i = 1; i < part.labels.size(); ++i) {
                names += ", " + part.labels[i];
            }
            return failure(ErrorCode::NotFound, "no label " + names);
        }
        out += filtered(labelOf(series, *found), part.filter);
    }
    return out;
}

} // namespace twin::ingest
