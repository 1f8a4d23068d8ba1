#pragma once

#include "twin/network/network_file.h"
#include "twin/support/result.h"

class QCommandLineParser;

/// What stands in for what a network file leaves out: the same options as those of `suanwangctl`.
namespace app::console {

void addNetworkOptions(QCommandLineParser& parser);

/// Errors: BadInput (a value out of range, an unknown word).
[[nodiscard]] twin::Result<twin::network::ReadOptions> networkOptions(const QCommandLineParser& parser);

} // namespace app::console
