#include "twin/support/metrics.h"

#include "twin/support/metric_resolution.h"
#include "twin/support/resource.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <unordered_map>
#include <vector>

namespace twin {

namespace {

constexpr std::array<std::string_view, kEntityKindCount> kKindNames{
    "pool", "link", "optical_channel", "tunnel", "service_node", "site", "flow", "job"};

/// The parsed file; names live in `strings` for the program's life.
struct Catalogue
{
    std::vector<std::string> strings;
    std::vector<MetricInfo> metrics;
    std::vector<double> resolutions; ///< of each
    std::array<std::size_t, kEntityKindCount + 1> firstOfKind{};
    std::unordered_map<std::string_view, std::size_t> byName;
};

MetricScope scopeFrom(const std::string& where)
{
    return where == "subscribed" ? MetricScope::Subscribed
           : where == "probed"   ? MetricScope::Probed
                                 : MetricScope::All;
}

Catalogue load()
{
    Catalogue out;
    out.strings.reserve(512); // string_views point into it: it must not grow past this
    const auto document = nlohmann::json::parse(resource::metricsJson());
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    for (std::size_t kind = 0; kind < kEntityKindCount; ++kind) {
        out.firstOfKind[kind] = out.metrics.size();
        std::uint8_t column = 0;
        for (const auto& entry : document.at(std::string(kKindNames[kind]))) {
            MetricInfo info;
            info.kind = static_cast<EntityKind>(kind);
            info.column = column++;
            info.name = out.strings.emplace_back(entry.at("name").get<std::string>());
            info.unit = out.strings.emplace_back(entry.at("unit").get<std::string>());
            info.period = entry.at("period_s").get<TimeNs>() * kSecond;
            info.min = entry.value("min", -kInfinity);
            info.max = entry.value("max", kInfinity);
            out.resolutions.push_back(entry.value("resolution", 0.0));
            info.scope = scopeFrom(entry.value("where", std::string()));
            out.metrics.push_back(info);
        }
    }
    out.firstOfKind[kEntityKindCount] = out.metrics.size();
    for (std::size_t i = 0; i < out.metrics.size(); ++i) {
        out.byName.emplace(out.metrics[i].name, i);
    }
    return out;
}

const Catalogue& catalogue()
{
    static const Catalogue all = load();
    return all;
}

} // namespace

std::string_view entityKindName(EntityKind kind)
{
    return kKindNames[static_cast<std::size_t>(kind)];
}

std::span<const MetricInfo> allMetrics()
{
    return catalogue().metrics;
}

std::span<const MetricInfo> metricsOf(EntityKind kind)
{
    const auto k = static_cast<std::size_t>(kind);
    const std::size_t first = catalogue().firstOfKind[k];
    return allMetrics().subspan(first, catalogue().firstOfKind[k + 1] - first);
}

double resolutionOf(const MetricInfo& metric)
{
    return catalogue().resolutions[static_cast<std::size_t>(&metric - catalogue().metrics.data())];
}

double asReported(double value, double resolution)
{
    if (!(resolution > 0)) {
        return value;
    }
    if (resolution >= 1) {
        return std::nearbyint(value / resolution) * resolution;
    }
    const double steps = std::nearbyint(1 / resolution); // dividing by it gives the nearest decimal
    return std::nearbyint(value * steps) / steps;
}

const MetricInfo* metricByName(std::string_view name)
{
    const auto found = catalogue().byName.find(name);
    return found == catalogue().byName.end() ? nullptr : &catalogue().metrics[found->second];
}

} // namespace twin
