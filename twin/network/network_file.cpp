#include "twin/network/network_file.h"

#include "twin/network/link_names.h"
#include "twin/network/place_check.h"
#include "twin/network/readers.h"
#include "twin/support/file_io.h"
#include "twin/support/text_encoding.h"

#include <charconv>
#include <cmath>

namespace twin::network {

std::optional<double> numberFrom(std::string_view text)
{
    if (text.starts_with('+')) {
        text.remove_prefix(1);
    }
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) {
        return std::nullopt;
    }
    return value;
}

Result<std::string> textOf(std::string_view bytes, const std::string& file)
{
    auto text = toUtf8(bytes, xmlEncoding(bytes));
    if (!text) {
        Error error = text.error();
        error.file = file;
        return failure(std::move(error));
    }
    return text;
}

namespace {

Result<NetworkFile> readFormat(const std::string& text, NetworkFormat format, const std::string& file,
                               const ReadOptions& options)
{
    switch (format) {
    case NetworkFormat::Gml:
        return readGml(text, file, options);
    case NetworkFormat::GraphMl:
        return readGraphMl(text, file, options);
    case NetworkFormat::Repetita:
        return readRepetita(text, file, options);
    case NetworkFormat::Sndlib:
    case NetworkFormat::SndlibXml:
        return readSndlibNetwork(text, format, file, options);
    case NetworkFormat::Unknown:
        break;
    }
    return failureAt(ErrorCode::Unsupported, file, 0, "not a GML, GraphML, REPETITA or SNDlib network");
}

} // namespace

Result<NetworkFile> parseNetwork(std::string_view bytes, NetworkFormat format, const std::string& file,
                                 const ReadOptions& options)
{
    if (bytes.size() > options.maxBytes) {
        return failureAt(ErrorCode::TooLarge, file, 0, "over " + std::to_string(options.maxBytes) + " bytes");
    }
    const auto text = textOf(bytes, file);
    if (!text) {
        return failure(text.error());
    }
    auto network = readFormat(*text, format, file, options);
    if (network) {
        checkPlaces(*network);
    }
    return network;
}

Result<NetworkFile> readNetwork(const std::string& path, const ReadOptions& options)
{
    const auto bytes = readFile(path, options.maxBytes);
    return bytes ? parseNetworkFile(*bytes, path, options) : failure(bytes.error());
}

Result<NetworkFile> parseNetworkFile(std::string_view bytes, const std::string& path,
                                     const ReadOptions& options)
{
    auto network = parseNetwork(bytes, detectNetworkFormat(path, bytes), path, options);
    if (network && network->name.empty()) {
        const auto slash = path.find_last_of('/');
        const std::string base = slash == std::string::npos ? path : path.substr(slash + 1);
        network->name = cleanName(base.substr(0, base.find_last_of('.')));
    }
    return network;
}

} // namespace twin::network
