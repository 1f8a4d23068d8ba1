#include "twin/network/source_file.h"

#include "twin/network/network_file.h"
#include "twin/network/open.h"
#include "twin/network/word_lines.h"
#include "twin/support/file_io.h"
#include "twin/support/path_ending.h"

#include <algorithm>
#include <array>

namespace twin::network {

namespace {

struct Ending
{
    std::string_view text;
    SourceKind kind;
};

constexpr std::array<Ending, 8> kEndings{{{".swr", SourceKind::Protobuf},
                                          {".json", SourceKind::Json},
                                          {".sws", SourceKind::State},
                                          {".swrec", SourceKind::Recording},
                                          {".gml", SourceKind::Network},
                                          {".graphml", SourceKind::Network},
                                          {".graph", SourceKind::Network},
                                          {".demands", SourceKind::Demands}}};

/// How a Protobuf message begins whose first field is the text `format`.
std::string headOf(std::string_view format)
{
    return std::string("\x0A") + static_cast<char>(format.size()) + std::string(format);
}

bool isJsonObject(std::string_view bytes)
{
    constexpr std::string_view kBom = "\xEF\xBB\xBF";
    bytes.remove_prefix(bytes.starts_with(kBom) ? kBom.size() : 0);
    const std::size_t first = bytes.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && bytes[first] == '{';
}

/// `DEMANDS <count>`, or a CSV header with the columns of a traffic matrix.
bool isDemands(std::string_view bytes)
{
    WordLines lines(bytes.substr(0, std::min<std::size_t>(bytes.size(), 4096)));
    if (lines.next() && lines.words().size() == 2 && lines.words()[0] == "DEMANDS") {
        return lines.words()[1] != "(";
    }
    const std::string_view head = bytes.substr(0, bytes.find_first_of("\r\n"));
    const auto has = [&](std::string_view column) {
        return head.find(column) != std::string_view::npos;
    };
    return head.size() < 200 && head.find(',') != std::string_view::npos && has("src") && has("dst") &&
           has("bps");
}

SourceKind kindOfContent(std::string_view path, std::string_view bytes)
{
    if (bytes.starts_with(headOf("suanwang.registry.v1"))) {
        return SourceKind::Protobuf;
    }
    if (bytes.starts_with(headOf("suanwang.state.v1"))) {
        return SourceKind::State;
    }
    if (bytes.starts_with("SWREC")) {
        return SourceKind::Recording;
    }
    if (isJsonObject(bytes)) {
        return SourceKind::Json;
    }
    if (isDemands(bytes)) {
        return SourceKind::Demands;
    }
    return detectNetworkFormat(path, bytes) != NetworkFormat::Unknown ? SourceKind::Network
                                                                      : SourceKind::Unknown;
}

const char* refusalOf(SourceKind kind, std::string_view path)
{
    switch (kind) {
    case SourceKind::Demands:
        return "a traffic matrix, not a network: give it with --demands";
    case SourceKind::State:
        return hasEnding(path, ".sws")
                   ? "a saved state; this command takes a snapshot or a network file"
                   : "a saved state: it opens under a name that ends in .sws, where a state is taken";
    case SourceKind::Recording:
        return "a recording, not one moment or network: `suanwangctl replay` plays it, `validate` says what "
               "is in it";
    default:
        return "neither a registry snapshot (.swr, .json) nor a GML, GraphML, REPETITA or SNDlib network";
    }
}

} // namespace

SourceKind sourceKindOf(std::string_view path, std::string_view bytes)
{
    const auto found =
        std::ranges::find_if(kEndings, [&](const Ending& ending) { return hasEnding(path, ending.text); });
    return found != kEndings.end() ? found->kind : kindOfContent(path, bytes);
}

Result<SourceFile> readSource(const std::string& path, std::size_t maxNetworkBytes)
{
    auto bytes = readFile(path, isNetworkPath(path) ? maxNetworkBytes : kDefaultFileBound);
    if (!bytes && bytes.error().code == ErrorCode::TooLarge && hasEnding(path, ".swrec")) {
        return failureAt(ErrorCode::Unsupported, path, 0, refusalOf(SourceKind::Recording, path));
    }
    if (!bytes) {
        return failure(std::move(bytes.error()));
    }
    const SourceKind kind = sourceKindOf(path, *bytes);
    const bool isNetwork =
        kind == SourceKind::Network || kind == SourceKind::Protobuf || kind == SourceKind::Json;
    if (!isNetwork) {
        return failureAt(ErrorCode::Unsupported, path, 0, refusalOf(kind, path));
    }
    return SourceFile{kind, std::move(*bytes)};
}

} // namespace twin::network
