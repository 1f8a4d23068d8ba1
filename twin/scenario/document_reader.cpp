#include "twin/scenario/action_reader.h"
#include "twin/scenario/document.h"
#include "twin/support/file_io.h"
#include "twin/support/format_version.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace twin::scenario {

namespace {

constexpr std::array<std::pair<std::string_view, BaseKind>, 4> kBaseKinds{{{"registry", BaseKind::Registry},
                                                                           {"state", BaseKind::State},
                                                                           {"store", BaseKind::Store},
                                                                           {"live", BaseKind::Live}}};
constexpr std::array<std::pair<std::string_view, DemandKind>, 4> kDemandKinds{
    {{"busy_hour", DemandKind::BusyHour},
     {"this_instant", DemandKind::ThisInstant},
     {"p95", DemandKind::P95},
     {"forecast", DemandKind::Forecast}}};
using compute::PlacementPolicy;
/// Those that place one job after the other.
constexpr std::array<std::pair<std::string_view, PlacementPolicy>, 5> kPlacements{
    {{"first-fit", PlacementPolicy::FirstFit},
     {"least-cost", PlacementPolicy::LeastCost},
     {"least-latency", PlacementPolicy::LeastLatency},
     {"least-carbon", PlacementPolicy::LeastCarbon},
     {"balanced", PlacementPolicy::Balanced}}};
constexpr std::size_t kMaxGuarantees = 1'000;

/// Reads the parts of a scenario file in turn.
class Reader
{
  public:
    explicit Reader(JsonFields root)
        : m_root(std::move(root))
    {}

    bool read(Document& out)
    {
        return readFormat() &&
               m_root.onlyKnows({"format", "name", "note", "base", "demand", "seed", "horizon_s",
                                 "assumptions", "guarantees", "commands"}) &&
               readText(m_root, "name", out.name, false) && readText(m_root, "note", out.note, false) &&
               readBase(out.base) && readDemand(out.demand, out.demandTerms) && readSeed(out.seed) &&
               readHorizon(out.horizon) && readAssumptions(out.assumptions) &&
               readGuarantees(out.guarantees) && readCommands(out.commands);
    }

    ErrorCode code = ErrorCode::BadInput; ///< of what failed

  private:
    bool readFormat()
    {
        std::string format;
        if (!m_root.text("format", format)) {
            return m_root.fail("format", "\"" + std::string(kScenarioFormat) + "\"");
        }
        if (format == kScenarioFormat) {
            return true;
        }
        const bool isOther = isOtherVersion(format, kScenarioFormat);
        code = isOther ? ErrorCode::Unsupported : ErrorCode::BadInput;
        return m_root.fail("format", isOther ? formatProblem(format, kScenarioFormat)
                                             : "\"" + std::string(kScenarioFormat) + "\"");
    }

    /// An object of the document; without it nothing is read.
    template <typename Read> bool inObject(const std::string& name, Read&& read)
    {
        if (!m_root.has(name)) {
            return true;
        }
        if (!m_root.value(name).is_object()) {
            return m_root.fail(name, "an object");
        }
        JsonFields inner = m_root.inside(name);
        return read(inner);
    }

    bool readHash(JsonFields& fields, const std::string& name, std::string& out)
    {
        if (!readText(fields, name, out, false)) {
            return false;
        }
        const bool isHash = out.empty() || (out.size() == 64 &&
                                            out.find_first_not_of("0123456789abcdef") == std::string::npos);
        return isHash || fields.fail(name, "a SHA-256: 64 lower-case hexadecimal digits");
    }

    bool readBase(BaseRef& out)
    {
        return inObject("base", [&](JsonFields& base) {
            std::optional<Moment> time;
            if (!base.onlyKnows({"kind", "registry_sha256", "workload_sha256", "state_sha256", "time"}) ||
                !base.optionalWord("kind", kBaseKinds, out.kind) ||
                !readHash(base, "registry_sha256", out.registrySha256) ||
                !readHash(base, "workload_sha256", out.workloadSha256) ||
                !readHash(base, "state_sha256", out.stateSha256) || !readMoment(base, "time", time)) {
                return false;
            }
            if (time && !time->isAbsolute) {
                return base.fail("time", "a moment such as \"2026-11-27T03:12:00+08:00\"");
            }
            if (time) {
                out.time = time->ns;
            }
            return true;
        });
    }

    /// A moment that must be there, on the calendar: what was measured, or a date.
    static bool readDate(JsonFields& fields, const std::string& name, TimeNs& out)
    {
        std::optional<Moment> moment;
        if (!readMoment(fields, name, moment)) {
            return false;
        }
        if (!moment || !moment->isAbsolute) {
            return fields.fail(name, "a moment such as \"2026-11-27T03:12:00+08:00\"");
        }
        out = moment->ns;
        return true;
    }

    bool readDemand(DemandKind& kind, DemandTerms& terms)
    {
        return inObject("demand", [&](JsonFields& demand) {
            if (!demand.has("kind")) {
                return demand.fail("kind", "busy_hour, this_instant, p95 or forecast");
            }
            if (!demand.optionalWord("kind", kDemandKinds, kind)) {
                return false;
            }
            if (kind == DemandKind::P95) {
                if (!demand.onlyKnows({"kind", "from", "until"}) || !readDate(demand, "from", terms.from) ||
                    !readDate(demand, "until", terms.until)) {
                    return false;
                }
                return terms.until > terms.from || demand.fail("until", "later than 'from'");
            }
            if (kind == DemandKind::Forecast) {
                double growth = 0;
                if (!demand.onlyKnows({"kind", "at", "per_quarter"}) || !readDate(demand, "at", terms.at)) {
                    return false;
                }
                if (demand.has("per_quarter")) {
                    if (!readNumber(demand, "per_quarter", -0.9, 10, growth)) {
                        return false;
                    }
                    terms.perQuarter = growth;
                }
                return true;
            }
            return demand.onlyKnows({"kind"});
        });
    }

    bool readSeed(std::uint64_t& out)
    {
        return !m_root.has("seed") || readWhole(m_root, "seed", 0, 9'007'199'254'740'991ULL, out);
    }

    bool readHorizon(TimeNs& out)
    {
        double seconds = 0;
        if (!m_root.has("horizon_s")) {
            return true;
        }
        if (!readNumber(m_root, "horizon_s", 0, static_cast<double>(kMaxHorizon / kSecond), seconds)) {
            return false;
        }
        out = std::llround(seconds * 1e3) * kMillisecond;
        return true;
    }

    bool readAssumptions(Assumptions& out)
    {
        return inObject("assumptions", [&](JsonFields& fields) {
            return fields.onlyKnows(
                       {"carbon_g_per_kwh", "tokens_per_step", "mfu", "checkpoint_s", "placement"}) &&
                   (!fields.has("carbon_g_per_kwh") ||
                    readNumber(fields, "carbon_g_per_kwh", 0, 10'000, out.carbonPerKwh_g)) &&
                   (!fields.has("tokens_per_step") ||
                    readWhole(fields, "tokens_per_step", 1, 1'000'000'000'000ULL, out.tokensPerStep)) &&
                   (!fields.has("mfu") || readNumber(fields, "mfu", 0.01, 1, out.mfu)) &&
                   (!fields.has("checkpoint_s") ||
                    readNumber(fields, "checkpoint_s", 1, 1e8, out.checkpoint_s)) &&
                   (!fields.has("placement") || fields.optionalWord("placement", kPlacements, out.placement));
        });
    }

    /// Calls `read` for every object of a list of the document.
    template <typename Read> bool inList(const std::string& name, std::size_t most, Read&& read)
    {
        if (!m_root.has(name)) {
            return true;
        }
        const auto& list = m_root.value(name);
        if (!list.is_array()) {
            return m_root.fail(name, "a list of objects");
        }
        if (list.size() > most) {
            code = ErrorCode::TooLarge;
            return m_root.fail(name,
                               std::to_string(list.size()) + " of them, more than " + std::to_string(most));
        }
        JsonFields items = m_root.inside(name);
        for (std::size_t i = 0; i < list.size(); ++i) {
            const std::string place = std::to_string(i);
            if (!list[i].is_object()) {
                return items.fail(place, "an object");
            }
            JsonFields item = items.inside(place);
            if (!read(item)) {
                return false;
            }
        }
        return true;
    }

    static bool readProvinces(JsonFields& fields, std::vector<std::uint32_t>& out)
    {
        if (!fields.has("provinces")) {
            return true;
        }
        if (!fields.value("provinces").is_array() || fields.value("provinces").size() > 100) {
            return fields.fail("provinces", "a list of adcodes");
        }
        JsonFields list = fields.inside("provinces");
        for (std::size_t i = 0; i < fields.value("provinces").size(); ++i) {
            const auto& value = fields.value("provinces")[i];
            if (!value.is_number_unsigned() || !isProvince(value.get<std::uint64_t>())) {
                return list.fail(std::to_string(i), "a province's adcode, such as 640000");
            }
            out.push_back(value.get<std::uint32_t>());
        }
        return true;
    }

    /// Moments of two kinds are compared when the beginning is known.
    static bool isForward(JsonFields& item, const Guarantee& guarantee)
    {
        const bool isBackward = guarantee.from.isAbsolute == guarantee.until.isAbsolute &&
                                guarantee.until.ns <= guarantee.from.ns;
        return !isBackward || item.fail("until", "is not after \"from\"");
    }

    bool readGuarantees(std::vector<Guarantee>& out)
    {
        return inList("guarantees", kMaxGuarantees, [&](JsonFields& item) {
            Guarantee& next = out.emplace_back();
            return item.onlyKnows({"name", "from", "until", "provinces"}) &&
                   readText(item, "name", next.name) && readMoment(item, "from", next.from) &&
                   readMoment(item, "until", next.until) && isForward(item, next) &&
                   readProvinces(item, next.provinces);
        });
    }

    bool readCommands(std::vector<Command>& out)
    {
        return inList("commands", kMaxCommands, [&](JsonFields& item) {
            bool isLater = false;
            const bool isRead = readCommand(item, out.emplace_back(), isLater);
            code = isLater ? ErrorCode::Unsupported : code;
            return isRead;
        });
    }

    JsonFields m_root;
};

} // namespace

std::string_view demandKindName(DemandKind kind)
{
    const auto named =
        std::ranges::find(kDemandKinds, kind, &std::pair<std::string_view, DemandKind>::second);
    return named->first;
}

Result<Document> parseDocument(std::string_view text, const std::string& file)
{
    if (text.size() > kMaxScenarioBytes) {
        return failureAt(ErrorCode::TooLarge, file, 0, "a scenario is over 4 MiB");
    }
    JsonDocument json(text, file, "a scenario");
    if (auto opened = json.open(); !opened) {
        return failure(std::move(opened.error()));
    }
    Document out;
    Reader reader(json.root());
    if (!reader.read(out)) {
        Error error = json.error();
        error.code = reader.code;
        return failure(std::move(error));
    }
    return out;
}

Result<Document> readDocument(const std::string& path)
{
    const auto bytes = readFile(path, kMaxScenarioBytes);
    return bytes ? parseDocument(*bytes, path) : failure(bytes.error());
}

} // namespace twin::scenario
