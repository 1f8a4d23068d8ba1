#include "app/ctl/read_options.h"

#include <algorithm>
#include <cmath>

namespace app::ctl {

namespace {

using twin::network::kRateUnitNames;
using twin::network::RateUnit;
using twin::network::SndlibOptions;
using Kind = OptionSpec::Kind;

std::vector<std::string> unitChoices()
{
    std::vector<std::string> out{"auto"};
    out.insert(out.end(), kRateUnitNames.begin(), kRateUnitNames.end());
    return out;
}

/// Number of `word` among `choices`, which hold it: the parser has checked.
template <typename Enum> Enum choiceOf(const std::string& word, const std::vector<std::string>& choices)
{
    return static_cast<Enum>(std::ranges::find(choices, word) - choices.begin());
}

const std::vector<std::string> kLinks{"auto", "bidirected", "directed"};
const std::vector<std::string> kDemands{"directed", "undirected"};
const std::vector<std::string> kModules{"smallest", "largest", "none"};
const std::vector<std::string> kCoordinates{"auto", "degrees", "plane"};

SndlibOptions sndlibOptionsOf(const Args& args)
{
    SndlibOptions out;
    if (const std::string unit = args.text("--sndlib-unit"); unit != "auto") {
        out.unit = static_cast<RateUnit>(std::ranges::find(kRateUnitNames, unit) - kRateUnitNames.begin());
    }
    out.links = choiceOf<SndlibOptions::Links>(args.text("--sndlib-links"), kLinks);
    out.demands = choiceOf<SndlibOptions::Demands>(args.text("--sndlib-demands"), kDemands);
    out.modules = choiceOf<SndlibOptions::Modules>(args.text("--sndlib-modules"), kModules);
    out.coordinates = choiceOf<SndlibOptions::Coordinates>(args.text("--sndlib-coordinates"), kCoordinates);
    return out;
}

} // namespace

std::vector<OptionSpec> readOptions()
{
    const twin::network::ReadOptions defaults;
    return {
        {"--default-capacity-bps",
         "of links whose file says none",
         Kind::Integer,
         false,
         std::to_string(defaults.defaultCapacity_bps),
         {1, kLargestWhole}},
        {"--default-delay-ms",
         "of links whose file says none, with an end without coordinates",
         Kind::Number,
         false,
         "1",
         {0, 60'000}},
        {"--route-factor",
         "length of a duct over the great circle, for delays the file does not say",
         Kind::Number,
         false,
         "1.3",
         {1, 100}},
        {"--us-per-km",
         "of light in a duct, for delays the file does not say",
         Kind::Number,
         false,
         "4.9",
         {1, 100}},
        {"--sndlib-unit",
         "of rates and capacities; auto = as the file says, or Mbps",
         Kind::Text,
         false,
         "auto",
         {},
         unitChoices()},
        {"--sndlib-links",
         "bidirected = capacity each way; auto = directed if all are listed both ways",
         Kind::Text,
         false,
         "auto",
         {},
         kLinks},
        {"--sndlib-demands",
         "undirected = the value goes each way",
         Kind::Text,
         false,
         "directed",
         {},
         kDemands},
        {"--sndlib-modules",
         "capacity, once, of links without pre-installed one",
         Kind::Text,
         false,
         "smallest",
         {},
         kModules},
        {"--sndlib-coordinates",
         "auto = as the file says, or degrees if all could be",
         Kind::Text,
         false,
         "auto",
         {},
         kCoordinates},
    };
}

twin::network::ReadOptions readOptionsOf(const Args& args)
{
    twin::network::ReadOptions options;
    options.routeFactor = args.number("--route-factor");
    options.nsPerMetre = args.number("--us-per-km");
    options.defaultCapacity_bps = static_cast<std::uint64_t>(args.integer("--default-capacity-bps"));
    options.defaultDelay =
        std::llround(args.number("--default-delay-ms") * static_cast<double>(twin::kMillisecond));
    options.sndlib = sndlibOptionsOf(args);
    return options;
}

} // namespace app::ctl
