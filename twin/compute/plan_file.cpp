#include "twin/compute/plan_file.h"

#include "twin/compute/json_fields.h"
#include "twin/network/given_path.h"
#include "twin/network/route.h"

#include <algorithm>
#include <unordered_map>

namespace twin::compute {

namespace {

using Json = nlohmann::ordered_json;

constexpr double kMostTime_s = 1e12;

std::string_view priceName(registry::PriceKind kind)
{
    switch (kind) {
    case registry::PriceKind::Reserved:
        return "reserved";
    case registry::PriceKind::Spot:
        return "spot";
    case registry::PriceKind::Night:
        return "night";
    default:
        return "on_demand";
    }
}

Json legJson(const network::Graph& graph, const PlacedLeg& leg)
{
    Json paths = Json::array();
    for (const RoutePart& part : leg.parts) {
        Json arcs = Json::array();
        for (const std::uint32_t arc : part.arcs) {
            if (!network::isInsidePlace(graph, arc)) {
                arcs.push_back(graph.arcName(arc));
            }
        }
        paths.push_back({{"bps", part.rate_bps}, {"arcs", std::move(arcs)}});
    }
    return {{"from", graph.nodeName(static_cast<std::uint32_t>(leg.src.value()))},
            {"to", graph.nodeName(static_cast<std::uint32_t>(leg.dst.value()))},
            {"bps", leg.rate_bps},
            {"from_s", leg.from_s},
            {"to_s", leg.to_s},
            {"paths", std::move(paths)}};
}

Json placedJson(const PlacementProblem& problem, const PlacementRequest& asked, const PlacedJob& placed)
{
    const OfferTable& table = problem.table();
    Json out;
    out["job"] = asked.id;
    out["price"] = priceName(asked.price);
    out["preemptible"] = asked.price == registry::PriceKind::Spot;
    out["pools"] = Json::array();
    for (const PlacedPart& part : placed.parts) {
        const ComputeOffer& offer = table.offers()[part.offer];
        out["pools"].push_back(
            {{"pool", table.pool(offer).id}, {"chip", table.chip(offer).chipClass}, {"cards", part.cards}});
    }
    out["start_s"] = placed.start_s;
    out["compute_s"] = placed.compute_s;
    out["end_s"] = placed.end_s;
    out["efficiency"] = placed.efficiency;
    const bool isNearSomebody = !asked.usersSite.empty() || !asked.dataSite.empty();
    out["latency_ms"] = isNearSomebody ? Json(placed.latency_ms) : Json();
    out["cost_cny"] = placed.cost_cny;
    out["network_cny"] = placed.network_cny;
    out["kwh"] = placed.kwh;
    out["kg_co2"] = placed.kgCo2;
    out["bandwidth"] = Json::array();
    for (const PlacedLeg& leg : placed.legs) {
        out["bandwidth"].push_back(legJson(problem.graph(), leg));
    }
    return out;
}

Json countsJson(const std::array<std::uint32_t, kConstraintCount>& counts)
{
    Json out = Json::object();
    for (std::size_t c = 0; c < kConstraintCount; ++c) {
        if (counts[c] > 0) {
            out[std::string(constraintName(static_cast<Constraint>(c)))] = counts[c];
        }
    }
    return out;
}

/// Reads placements back.
class Reader
{
  public:
    Reader(const JsonDocument& document, const PlacementProblem& problem)
        : m_document(document)
        , m_problem(problem)
    {
        for (std::size_t job = 0; job < problem.jobs().size(); ++job) {
            m_jobs.emplace(problem.jobs()[job].id, job);
        }
        const OfferTable& table = problem.table();
        for (std::uint32_t offer = 0; offer < table.offers().size(); ++offer) {
            m_offers.emplace(table.pool(table.offers()[offer]).id + '\n' +
                                 table.chip(table.offers()[offer]).chipClass,
                             offer);
        }
    }

    Result<PlacementPlan> run()
    {
        PlacementPlan out;
        out.jobs.resize(m_problem.jobs().size());
        out.rejections.resize(out.jobs.size());
        const auto list = m_document.root().find("placements");
        if (list == m_document.root().end() || !list->is_array() || list->size() > kMostRequests) {
            return failure(m_document.errorAt({"placements"}, "a list of placements is expected"));
        }
        for (std::size_t i = 0; i < list->size(); ++i) {
            const std::vector<std::string> path{"placements", std::to_string(i)};
            const auto read = readOne((*list)[i], path, out);
            if (!read) {
                return failure(read.error());
            }
        }
        return out;
    }

  private:
    Result<> readOne(const nlohmann::json& json, const std::vector<std::string>& path, PlacementPlan& out)
    {
        if (!json.is_object()) {
            return failure(m_document.errorAt(path, "a placement is an object"));
        }
        JsonObject fields(m_document, json, path);
        std::string id;
        fields.text("job", id, 128);
        const auto job = m_jobs.find(id);
        if (job == m_jobs.end()) {
            fields.fail("job", "there is no such job in the jobs file");
        }
        PlacedJob placed;
        fields.number("start_s", placed.start_s, 0, kMostTime_s);
        fields.number("compute_s", placed.compute_s, 0, kMostTime_s);
        fields.number("end_s", placed.end_s, 0, kMostTime_s);
        fields.number("efficiency", placed.efficiency, 0, 1);
        if (!json.contains("latency_ms") || !json["latency_ms"].is_null()) {
            fields.number("latency_ms", placed.latency_ms, 0, 1e9);
        }
        fields.number("cost_cny", placed.cost_cny, 0, 1e15);
        fields.number("network_cny", placed.network_cny, 0, 1e15);
        fields.number("kwh", placed.kwh, 0, 1e15);
        fields.number("kg_co2", placed.kgCo2, 0, 1e15);
        if (fields.error()) {
            return failure(*fields.error());
        }
        if (const auto pools =
                readItems(json, path, "pools", kMostPoolsOfAJob,
                          [&](const auto& item, const auto& at) { return readPool(item, at, placed); });
            !pools) {
            return pools;
        }
        if (placed.parts.size() != m_problem.jobs()[job->second].pools) {
            return failure(m_document.errorAt(path, "another number of pools than the job asks for"));
        }
        if (const auto legs =
                readItems(json, path, "bandwidth", 2 * kMostPoolsOfAJob + 2,
                          [&](const auto& item, const auto& at) { return readLeg(item, at, placed); });
            !legs) {
            return legs;
        }
        out.jobs[job->second] = std::move(placed);
        return {};
    }

    template <typename Read>
    Result<> readItems(const nlohmann::json& json, std::vector<std::string> path, const char* name,
                       std::size_t most, Read read)
    {
        const auto list = json.find(name);
        path.emplace_back(name);
        if (list == json.end() || !list->is_array() || list->size() > most) {
            return failure(
                m_document.errorAt(path, "a list of at most " + std::to_string(most) + " is expected"));
        }
        for (std::size_t i = 0; i < list->size(); ++i) {
            auto at = path;
            at.push_back(std::to_string(i));
            if (!(*list)[i].is_object()) {
                return failure(m_document.errorAt(at, "an object is expected"));
            }
            if (const auto one = read((*list)[i], at); !one) {
                return one;
            }
        }
        return {};
    }

    Result<> readPool(const nlohmann::json& json, const std::vector<std::string>& path, PlacedJob& placed)
    {
        JsonObject fields(m_document, json, path);
        std::string pool;
        std::string chip;
        PlacedPart part;
        fields.text("pool", pool);
        fields.text("chip", chip);
        fields.whole("cards", part.cards, 0, 10'000'000);
        const auto offer = m_offers.find(pool + '\n' + chip);
        if (offer == m_offers.end()) {
            fields.fail("pool", "there is no such pool with this chip class");
        }
        if (fields.error()) {
            return failure(*fields.error());
        }
        part.offer = offer->second;
        placed.parts.push_back(part);
        return {};
    }

    Result<> readLeg(const nlohmann::json& json, const std::vector<std::string>& path, PlacedJob& placed)
    {
        JsonObject fields(m_document, json, path);
        PlacedLeg leg;
        std::string from;
        std::string to;
        fields.text("from", from);
        fields.text("to", to);
        fields.number("bps", leg.rate_bps, 0, 1e18);
        fields.number("from_s", leg.from_s, 0, kMostTime_s);
        fields.number("to_s", leg.to_s, 0, kMostTime_s);
        leg.src = m_problem.graph().nodeByName(from);
        leg.dst = m_problem.graph().nodeByName(to);
        if (!leg.src.isValid() || !leg.dst.isValid()) {
            fields.fail(leg.src.isValid() ? "to" : "from", "there is no such place");
        }
        if (fields.error()) {
            return failure(*fields.error());
        }
        const auto read = readItems(json, path, "paths", 64, [&](const auto& item, const auto& at) {
            return readPath(item, at, leg);
        });
        if (read) {
            placed.legs.push_back(std::move(leg));
        }
        return read;
    }

    Result<> readPath(const nlohmann::json& json, const std::vector<std::string>& path, PlacedLeg& leg)
    {
        JsonObject fields(m_document, json, path);
        RoutePart part;
        std::vector<std::string> names;
        fields.number("bps", part.rate_bps, 0, 1e18);
        fields.texts("arcs", names, 10'000);
        part.arcs = network::givenPath(m_problem.graph(), names, leg.src, leg.dst);
        if (part.arcs.empty()) {
            fields.fail("arcs", "these lead not from one place to the other");
        }
        if (fields.error()) {
            return failure(*fields.error());
        }
        for (const std::uint32_t arc : part.arcs) {
            part.delay += m_problem.graph().delay()[arc];
        }
        leg.parts.push_back(std::move(part));
        return {};
    }

    const JsonDocument& m_document;
    const PlacementProblem& m_problem;
    std::unordered_map<std::string, std::size_t> m_jobs;
    std::unordered_map<std::string, std::uint32_t> m_offers;
};

} // namespace

void describePlan(Json& out, const PlacementProblem& problem, const PlacementPlan& plan)
{
    out["jobs"] = problem.jobs().size();
    out["placed"] = plan.placed;
    out["cost_cny"] = plan.cost_cny;
    out["kg_co2"] = plan.kgCo2;
    out["placements"] = Json::array();
    out["rejections"] = Json::array();
    for (std::size_t job = 0; job < plan.jobs.size(); ++job) {
        const PlacementRequest& asked = problem.jobs()[job];
        if (plan.jobs[job]) {
            out["placements"].push_back(placedJson(problem, asked, *plan.jobs[job]));
        } else if (plan.rejections[job]) {
            const Rejection& rejection = *plan.rejections[job];
            out["rejections"].push_back({{"job", asked.id},
                                         {"binding", constraintName(rejection.binding)},
                                         {"detail", rejection.detail},
                                         {"only_this", countsJson(rejection.alone)},
                                         {"rules_out", countsJson(rejection.all)}});
        }
    }
}

std::string planText(const PlacementProblem& problem, const PlacementPlan& plan)
{
    Json out;
    describePlan(out, problem, plan);
    return out.dump(2, ' ', false, Json::error_handler_t::replace) + '\n'; // names need not be UTF-8
}

Result<PlacementPlan> parsePlan(std::string_view text, const std::string& file,
                                const PlacementProblem& problem)
{
    JsonDocument document(text, file);
    if (const auto opened = document.open(); !opened) {
        return failure(opened.error());
    }
    return Reader(document, problem).run();
}

} // namespace twin::compute
