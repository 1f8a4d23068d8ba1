#include "twin/scenario/action_reader.h"

#include "twin/scenario/action_fields.h"
#include "twin/support/geography.h"
#include "twin/support/moment_text.h"
#include "twin/support/number_text.h"

#include <cmath>

namespace twin::scenario {

bool readMoment(JsonFields& fields, const std::string& name, Moment& out)
{
    std::string words;
    double seconds = 0;
    if (fields.text(name, words)) {
        const auto moment = parseMoment(words);
        if (!moment) {
            return fields.fail(name, moment.error().reason);
        }
        out = {true, *moment};
        return true;
    }
    if (fields.number(name, seconds) && seconds >= 0 && seconds <= kMostMoment_s) {
        out = {false, std::llround(seconds * 1e3) * kMillisecond};
        return true;
    }
    return fields.fail(name, "a moment such as \"2026-11-27T03:12:00+08:00\", or seconds from the scenario's "
                             "beginning on (0 to " +
                                 exactText(kMostMoment_s) + ")");
}

bool readMoment(JsonFields& fields, const std::string& name, std::optional<Moment>& out)
{
    if (!fields.has(name)) {
        return true;
    }
    return readMoment(fields, name, out.emplace());
}

bool readText(JsonFields& fields, const std::string& name, std::string& out, bool isRequired)
{
    if (!isRequired && !fields.has(name)) {
        return true;
    }
    return (fields.text(name, out) && (!isRequired || !out.empty())) ||
           fields.fail(name, isRequired ? "a text of 1 to 256 bytes" : "a text of at most 256 bytes");
}

bool readNumber(JsonFields& fields, const std::string& name, double least, double most, double& out)
{
    return (fields.number(name, out) && out >= least && out <= most) ||
           fields.fail(name, "a number from " + exactText(least) + " to " + exactText(most));
}

bool readWhole(JsonFields& fields, const std::string& name, std::uint64_t least, std::uint64_t most,
               std::uint64_t& out)
{
    return (fields.whole(name, out) && out >= least && out <= most) ||
           fields.fail(name, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
}

bool isProvince(std::uint64_t code)
{
    return code <= 999'999 && code % 10'000 == 0 && provinceOf(static_cast<std::uint32_t>(code)) != nullptr;
}

bool readAdcode(JsonFields& fields, const std::string& name, std::uint32_t& out)
{
    std::uint64_t code = 0;
    if (!fields.has(name)) {
        return true;
    }
    if (!fields.whole(name, code) || !isProvince(code)) {
        return fields.fail(name, "a province's adcode, such as 640000");
    }
    out = static_cast<std::uint32_t>(code);
    return true;
}

} // namespace twin::scenario
