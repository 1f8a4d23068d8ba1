#include "twin/network/demand_file.h"

#include "twin/network/demand_readers.h"
#include "twin/network/readers.h"
#include "twin/network/word_lines.h"
#include "twin/support/file_io.h"
#include "twin/support/path_ending.h"

namespace twin::network {

namespace {

/// What the text says, when its name does not.
Result<DemandSet> parseByContent(std::string_view text, const std::string& file, const Network& network,
                                 const DemandOptions& options)
{
    if (WordLines lines(text); lines.next() && lines.words()[0] == "DEMANDS" && lines.words().size() == 2 &&
                               lines.words()[1] != "(") {
        return parseRepetitaDemands(text, file, network, options);
    }
    const NetworkFormat format = detectNetworkFormat({}, text);
    if (format == NetworkFormat::Sndlib || format == NetworkFormat::SndlibXml) {
        return parseSndlibDemands(text, format, file, network, options);
    }
    return failureAt(ErrorCode::Unsupported, file, 0, "demands are .demands (REPETITA), .csv or SNDlib's");
}

} // namespace

Result<DemandSet> parseDemands(std::string_view text, const std::string& file, const Network& network,
                               const DemandOptions& options)
{
    const auto utf8 = textOf(text, file);
    if (!utf8) {
        return failure(utf8.error());
    }
    if (hasEnding(file, ".demands")) {
        return parseRepetitaDemands(*utf8, file, network, options);
    }
    if (hasEnding(file, ".csv")) {
        return parseCsvDemands(*utf8, file, network, options);
    }
    return parseByContent(*utf8, file, network, options);
}

Result<DemandSet> readDemands(const std::string& path, const Network& network, const DemandOptions& options)
{
    const auto bytes = readFile(path, options.maxBytes);
    if (!bytes) {
        return failure(bytes.error());
    }
    return parseDemands(*bytes, path, network, options);
}

} // namespace twin::network
