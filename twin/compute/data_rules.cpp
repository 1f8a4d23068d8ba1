#include "twin/compute/data_rules.h"

#include "twin/support/geography.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace twin::compute {

namespace {

constexpr std::array<std::string_view, 3> kNames{"general", "important", "core"};
constexpr std::uint32_t kPerProvince = 10'000;

std::uint32_t adcodeOf(const registry::Registry& registry, const registry::Endpoint& place)
{
    if (const auto* pool = std::get_if<registry::PoolIndex>(&place)) {
        return registry[*pool].adcode;
    }
    return registry[std::get<registry::SiteIndex>(place)].adcode;
}

} // namespace

std::string_view dataClassName(DataClass data)
{
    return kNames[static_cast<std::size_t>(data)];
}

std::optional<DataClass> dataClassFromName(std::string_view name)
{
    const auto found = std::ranges::find(kNames, name);
    return found == kNames.end() ? std::nullopt
                                 : std::optional(static_cast<DataClass>(found - kNames.begin()));
}

std::uint32_t leastProtection(DataClass data)
{
    return 2 + static_cast<std::uint32_t>(data);
}

bool mayHold(const registry::Pool& pool, DataClass data)
{
    const DataClass own = dataClassFromName(pool.dataClass).value_or(DataClass::General);
    return own >= data && (data == DataClass::General || pool.protectionLevel >= leastProtection(data));
}

bool isWithin(std::uint32_t adcode, std::span<const std::uint32_t> provinces)
{
    return provinces.empty() || std::ranges::any_of(provinces, [&](std::uint32_t province) {
               return province / kPerProvince == adcode / kPerProvince;
           });
}

std::vector<std::uint8_t> closedOutside(const network::Graph& graph, const registry::Registry& registry,
                                        std::span<const std::uint32_t> provinces,
                                        std::span<const std::uint8_t> failed)
{
    std::vector<std::uint8_t> out(failed.begin(), failed.end());
    out.resize(graph.arcCount(), 0);
    if (provinces.empty()) {
        return out;
    }
    std::vector<std::uint8_t> isOutside(graph.nodeCount());
    for (std::uint32_t node = 0; node < graph.nodeCount(); ++node) {
        isOutside[node] = isWithin(adcodeOf(registry, graph.place(node)), provinces) ? 0 : 1;
    }
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        if (isOutside[graph.from()[arc]] != 0 || isOutside[graph.to()[arc]] != 0) {
            out[arc] = 1;
        }
    }
    return out;
}

std::optional<std::uint32_t> provinceCalled(std::string_view word)
{
    std::uint32_t code = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), code);
    if (error == std::errc() && end == word.data() + word.size()) {
        code = word.size() == 2 ? code * kPerProvince : code;
        const Province* province = word.size() == 2 || word.size() == 6 ? provinceOf(code) : nullptr;
        return province != nullptr ? std::optional(province->adcode) : std::nullopt;
    }
    for (const Province& province : provinces()) {
        for (const std::string* name :
             {&province.name.zh, &province.name.en, &province.shortName.zh, &province.shortName.en}) {
            if (!name->empty() && *name == word) {
                return province.adcode;
            }
        }
    }
    return std::nullopt;
}

} // namespace twin::compute
