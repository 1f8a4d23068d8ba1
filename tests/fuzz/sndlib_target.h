#pragma once

#include "twin/network/demand_file.h"
#include "twin/network/network_file.h"
#include "twin/network/to_registry.h"
#include "twin/registry/validate.h"
#include "twin/support/text_encoding.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace fuzz {

/// What is said of a file stands on one line of an answer that is UTF-8.
inline void checkText(const std::string& sentence)
{
    if (!twin::isUtf8(sentence) || sentence.find('\n') != std::string::npos) {
        __builtin_trap();
    }
}

/// The network of `bytes` under `options`, all the way to a snapshot that breaks no rule.
inline void trySndlibWith(std::string_view bytes, twin::network::NetworkFormat format,
                          const std::string& file, const twin::network::ReadOptions& options)
{
    using namespace twin::network;
    auto network = parseNetwork(bytes, format, file, options);
    if (!network) {
        checkText(network.error().reason);
        return;
    }
    for (const auto* list : {&network->defaultsApplied, &network->warnings, &network->demandWarnings}) {
        for (const std::string& sentence : *list) {
            checkText(sentence);
        }
    }
    const Network routed{{}, {}, Graph::build(*network), nullptr, nullptr, {}, 0, 0, {}, {}};
    DemandOptions demandOptions;
    demandOptions.sndlib = options.sndlib;
    const auto demands = parseDemands(bytes, file, routed, demandOptions);
    if (demands && demands->demands.size() > network->demands.size()) {
        __builtin_trap(); // one section read twice: names that clean to the same may only lose some
    }
    auto snapshot = toSnapshot(std::move(*network));
    twin::registry::canonicalise(snapshot);
    if (!twin::registry::validate(snapshot).ok()) {
        __builtin_trap(); // an importer makes nothing that the registry refuses
    }
}

inline void trySndlib(std::string_view bytes, twin::network::NetworkFormat format, const std::string& file)
{
    using namespace twin::network;
    ReadOptions options;
    options.maxBytes = 1U << 20U;
    options.maxNodes = options.maxLinks = options.maxDemands = 2'000;
    trySndlibWith(bytes, format, file, options);
    options.sndlib = {RateUnit::Bps, SndlibOptions::Links::Directed, SndlibOptions::Demands::Undirected,
                      SndlibOptions::Modules::Largest, SndlibOptions::Coordinates::Plane};
    trySndlibWith(bytes, format, file, options);
}

} // namespace fuzz
