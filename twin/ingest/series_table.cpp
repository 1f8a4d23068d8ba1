#include "twin/ingest/series_table.h"

#include <algorithm>
#include <utility>

namespace twin::ingest {

namespace {

void appendText(std::string& out, std::string_view text)
{
    const auto size = static_cast<std::uint32_t>(text.size());
    out.append({static_cast<char>(size & 0xFFU), static_cast<char>(size >> 8U & 0xFFU),
                static_cast<char>(size >> 16U & 0xFFU), static_cast<char>(size >> 24U & 0xFFU)});
    out.append(text);
}

/// Of what `appendText` wrote.
std::string_view cutText(std::string_view& rest)
{
    std::uint32_t size = 0;
    for (std::size_t i = 4; i-- > 0;) {
        size = size << 8U | static_cast<std::uint8_t>(rest[i]);
    }
    const std::string_view out = rest.substr(4, size);
    rest.remove_prefix(4 + out.size());
    return out;
}

} // namespace

std::string canonicalName(SeriesDescription series)
{
    std::stable_sort(series.labels.begin(), series.labels.end(),
                     [](const ForeignLabel& a, const ForeignLabel& b) { return a.name < b.name; });
    std::string out(1, static_cast<char>(series.kind));
    appendText(out, series.name);
    const ForeignLabel* before = nullptr;
    for (const ForeignLabel& label : series.labels) {
        if (before == nullptr || before->name != label.name) {
            appendText(out, label.name);
            appendText(out, label.value);
        }
        before = &label;
    }
    return out;
}

SeriesDescription describeCanonical(std::string_view name)
{
    SeriesDescription out;
    out.kind = static_cast<ForeignKind>(name.front());
    name.remove_prefix(1);
    out.name = cutText(name);
    while (!name.empty()) {
        ForeignLabel& label = out.labels.emplace_back();
        label.name = cutText(name);
        label.value = cutText(name);
    }
    return out;
}

std::optional<SeriesTable::Found> SeriesTable::find(std::string_view key)
{
    if (const auto found = m_byKey.find(key); found != m_byKey.end()) {
        return Found{&m_states[found->second], 0};
    }
    if (const auto found = m_unmapped.find(key); found != m_unmapped.end()) {
        return Found{nullptr, found->second};
    }
    return std::nullopt;
}

SeriesState* SeriesTable::findCanonical(std::string_view key, const std::string& name)
{
    const auto found = m_byName.find(name);
    if (found == m_byName.end()) {
        return nullptr;
    }
    if (m_byKey.size() < 2 * m_maxSeries) { // one that is not remembered costs a look-up by name each time
        m_byKey.emplace(key, found->second);
    }
    return &m_states[found->second];
}

SeriesState* SeriesTable::insert(std::string_view key, SeriesState state)
{
    if (isFull()) {
        return nullptr;
    }
    auto number = static_cast<std::uint32_t>(m_states.size());
    if (!m_free.empty()) {
        number = m_free.back();
        m_free.pop_back();
    } else {
        m_states.emplace_back();
    }
    m_byName.emplace(state.name, number);
    m_byKey.emplace(key, number);
    m_states[number] = std::move(state);
    return &m_states[number];
}

void SeriesTable::insertUnmapped(std::string_view key, std::uint32_t name)
{
    if (m_unmapped.size() >= kMaxUnmappedKeys) {
        m_unmapped.clear(); // a flood of ever new ones: those that stay come back at once
    }
    m_unmapped.emplace(key, name);
}

void SeriesTable::forgetUnmapped()
{
    m_unmapped.clear();
}

void SeriesTable::evict(TimeNs before, const std::function<void(SeriesState&)>& forgotten)
{
    std::vector<bool> gone(m_states.size());
    for (auto at = m_byName.begin(); at != m_byName.end();) {
        SeriesState& state = m_states[at->second];
        if (state.heard >= before) {
            ++at;
            continue;
        }
        forgotten(state);
        gone[at->second] = true;
        m_free.push_back(at->second);
        state = {};
        at = m_byName.erase(at);
    }
    std::erase_if(m_byKey, [&](const auto& entry) { return gone[entry.second]; });
}

void SeriesTable::forEach(const std::function<void(SeriesState&)>& visit)
{
    for (const auto& [name, number] : m_byName) {
        visit(m_states[number]);
    }
}

} // namespace twin::ingest
