#include "app/ctl/command_table.h"
#include "app/ctl/compute_input.h"
#include "app/ctl/compute_text.h"
#include "app/ctl/efficiency_parts.h"
#include "app/ctl/moment_input.h"
#include "app/ctl/name_book.h"
#include "app/ctl/stop_watch.h"
#include "twin/compute/discovery.h"
#include "twin/compute/standing_query.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace app::ctl {

namespace {

using namespace twin::compute;
using Json = nlohmann::ordered_json;
using Kind = OptionSpec::Kind;

/// null: not known.
Json numberOrNull(double value)
{
    return std::isnan(value) ? Json() : Json(value);
}

Json moneyOf(const ComputeOffer& offer, twin::registry::PriceKind kind)
{
    const auto price = offer.prices[static_cast<std::size_t>(kind)];
    return price > 0 ? Json(static_cast<double>(price) / 1e4) : Json();
}

Json scoreJson(const CatsScore& score)
{
    Json l0 = Json::object();
    for (std::size_t m = 0; m < kCatsMetricCount; ++m) {
        const CatsMetricInfo& info = catsMetricInfo(static_cast<CatsMetric>(m));
        l0[std::string(info.name)] = {{"value", numberOrNull(score.values[m])},
                                      {"unit", info.unit},
                                      {"score", numberOrNull(score.metrics[m])},
                                      {"weight", info.weight}};
    }
    Json l1 = Json::object();
    for (std::size_t c = 0; c < kCatsCategories.size(); ++c) {
        l1[std::string(kCatsCategories[c])] = {{"score", numberOrNull(score.categories[c])},
                                               {"weight", kCatsWeights[c]}};
    }
    return {{"l2", score.whole}, {"l1", std::move(l1)}, {"l0", std::move(l0)}};
}

std::string_view unitOf(Dimension dimension)
{
    switch (dimension) {
    case Dimension::Flops:
        return "GFLOPS";
    case Dimension::Bytes:
        return "B";
    case Dimension::Milliseconds:
        return "ms";
    case Dimension::Minutes:
        return "min";
    case Dimension::Money:
        return "CNY";
    case Dimension::Share:
        return "share";
    case Dimension::Rate:
        return "b/s";
    case Dimension::Plain:
        break;
    }
    return "";
}

std::string_view priceName(twin::registry::PriceKind kind)
{
    using twin::registry::PriceKind;
    switch (kind) {
    case PriceKind::Reserved:
        return "reserved";
    case PriceKind::Spot:
        return "spot";
    case PriceKind::Night:
        return "night";
    default:
        return "on_demand";
    }
}

/// A field as a query has it: `price(spot)`, `fp64`, `latency(S.BEJ)`.
std::string fieldName(const Query& query, const FieldUse& field)
{
    const FieldInfo& info = fieldInfo(field.id);
    const auto with = [&](std::string_view argument) {
        return std::string(info.name) + '(' + std::string(argument) + ')';
    };
    const std::string_view precision = twin::kPrecisionNames[static_cast<std::size_t>(field.precision)];
    if (field.id == FieldId::Declared) {
        return std::string(precision);
    }
    switch (info.argument) {
    case FieldArgument::Precision:
        return with(precision);
    case FieldArgument::PriceKind:
        return with(priceName(field.price));
    case FieldArgument::Place:
        return with(query.places[field.place].name);
    case FieldArgument::None:
        break;
    }
    return std::string(info.name);
}

/// null: by the score.
Json orderJson(const Query& query)
{
    if (!query.hasOrder) {
        return {};
    }
    return {{"field", fieldName(query, query.order)},
            {"unit", unitOf(fieldInfo(query.order.id).dimension)},
            {"descending", query.isDescending},
            {"is_first_latency", query.order.id == FieldId::Latency && query.order.place == 0}};
}

Json matchJson(const OfferTable& table, const DiscoveryMatch& match, const Query& query)
{
    const ComputeOffer& offer = table.offers()[match.offer];
    const auto& pool = table.pool(offer);
    const auto& chip = table.chip(offer);
    Json out;
    out["pool"] = pool.id;
    out["name_zh"] = pool.name.zh;
    out["name_en"] = pool.name.en;
    out["province"] = fieldText(table, offer, FieldId::Province);
    out["province_en"] = provinceName(pool.adcode);
    out["chip"] = chip.chipClass;
    out["cards"] = chip.count;
    out["free_cards"] = numberOrNull(offer.freeCards);
    out["free_known"] = freeSourceName(offer.freeSource);
    Json flops = Json::object();
    for (std::size_t p = 0; p < twin::kPrecisionCount; ++p) {
        if (chip.perCard.value[p] > 0) {
            flops[std::string(twin::kPrecisionNames[p])] =
                numberOrNull(static_cast<double>(chip.perCard.value[p]) * offer.freeCards);
        }
    }
    out["free_gflops"] = std::move(flops);
    out["latency_ms"] = numberOrNull(match.latency_ms);
    out["cny_per_card_hour"] = moneyOf(offer, twin::registry::PriceKind::OnDemand);
    out["pue"] = numberOrNull(offer.pue > 0 ? offer.pue : std::nan(""));
    out["availability"] = pool.sla.availability;
    out["state"] = fieldText(table, offer, FieldId::State);
    if (query.hasOrder) {
        out["ordered_by"] =
            fieldInfo(query.order.id).isText ? Json(match.orderedText) : numberOrNull(match.orderedBy);
    }
    out["score"] = scoreJson(match.score);
    return out;
}

int runDiscover(const Args& args)
{
    const auto query = parseQuery(args.text("QUERY"));
    if (!query) {
        return report(query.error());
    }
    const auto moment = openMoment(args);
    if (!moment) {
        return report(moment.error());
    }
    const OfferTable table = moment->offers();
    const StopWatch watch;
    const auto answer = discover(*query, table, moment->network.graph, moment->network.outOfService);
    const double seconds = watch.seconds();
    if (!answer) {
        return report(answer.error());
    }
    Json out;
    out["query"] = args.text("QUERY");
    out["file"] = moment->file;
    out["considered"] = answer->considered;
    out["matched"] = answer->matched;
    out["unknown"] = answer->unknown;
    out["order"] = orderJson(*query);
    out["matches"] = Json::array();
    for (const DiscoveryMatch& match : answer->matches) {
        out["matches"].push_back(matchJson(table, match, *query));
    }
    printModelAnswer(out, args.json, seconds, printDiscoverText);
    return answer->matched > 0 ? kDone : kNo;
}

} // namespace

Command discoverCommand()
{
    std::vector<OptionSpec> options{{"QUERY", "what is looked for (docs/compute.md)", Kind::Text, true, ""}};
    for (auto more : {momentOptions(), computeOptions()}) {
        for (OptionSpec& option : more) {
            options.push_back(std::move(option));
        }
    }
    return {"discover", "Pools that meet a query, ranked with a CATS score whose parts are shown",
            std::move(options), runDiscover};
}

} // namespace app::ctl
