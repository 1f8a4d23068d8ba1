#include "twin/ingest/unmapped_names.h"

#include "twin/support/text_encoding.h"

#include <algorithm>

namespace twin::ingest {

namespace {

constexpr std::size_t kMaxShownBytes = 200; ///< of a name or label
constexpr std::size_t kMaxShownLabels = 32;

/// As it may be shown: anybody's bytes made fit for a line.
SeriesDescription shown(const SeriesDescription& series)
{
    SeriesDescription out;
    out.name = lineOfText(series.name, kMaxShownBytes);
    out.kind = series.kind;
    for (const ForeignLabel& label : series.labels) {
        if (out.labels.size() < kMaxShownLabels) {
            out.labels.push_back(
                {lineOfText(label.name, kMaxShownBytes), lineOfText(label.value, kMaxShownBytes)});
        }
    }
    return out;
}

} // namespace

UnmappedNames::UnmappedNames(Suggest suggest)
    : m_suggest(suggest)
{
    clear();
}

void UnmappedNames::clear()
{
    const std::scoped_lock lock(m_mutex);
    m_names.assign(kFirstName, {});
    m_names[kOther].example.name = std::string(kOtherNames);
    m_numbers.clear();
    m_counted.assign(kFirstName, 0);
    m_touched.clear();
}

std::uint32_t UnmappedNames::number(const SeriesDescription& series, const std::string& problem)
{
    SeriesDescription example = shown(series);
    if (example.name.empty()) {
        example.name = "(no name)";
    }
    const auto found = m_numbers.find(example.name);
    if (found != m_numbers.end()) {
        return found->second;
    }
    if (m_numbers.size() + 1 >= kMaxUnmappedNames) {
        return kOther;
    }
    const auto next = static_cast<std::uint32_t>(m_counted.size());
    m_numbers.emplace(example.name, next);
    m_counted.push_back(0);
    std::string rule = m_suggest(example);
    const std::scoped_lock lock(m_mutex);
    m_names.push_back({std::move(example), 0, lineOfText(problem, kMaxShownBytes), std::move(rule)});
    return next;
}

void UnmappedNames::settle(Tally& tally)
{
    const std::scoped_lock lock(m_mutex);
    for (const std::uint32_t number : m_touched) {
        const std::uint64_t points = std::exchange(m_counted[number], 0);
        tally.refuse(number == kIgnored ? state::RefusedFor::Ignored : state::RefusedFor::Unmapped, points);
        if (number == kIgnored) {
            continue;
        }
        if (m_names[number].points == 0 && number != kOther) {
            tally.mappingRules[m_names[number].example.name] = m_names[number].rule;
        }
        m_names[number].points += points;
        tally.unknownNames[m_names[number].example.name] += points;
    }
    m_touched.clear();
}

std::vector<UnmappedSeries> UnmappedNames::list() const
{
    const std::scoped_lock lock(m_mutex);
    std::vector<UnmappedSeries> out;
    for (std::size_t i = kOther; i < m_names.size(); ++i) {
        if (m_names[i].points > 0) {
            out.push_back(m_names[i]);
        }
    }
    std::sort(out.begin(), out.end(),
              [](const auto& a, const auto& b) { return a.example.name < b.example.name; });
    return out;
}

} // namespace twin::ingest
