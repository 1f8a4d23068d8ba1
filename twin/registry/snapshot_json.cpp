#include "twin/registry/snapshot_json.h"

#include "twin/proto/registry.pb.h"
#include "twin/registry/json_refusal.h"
#include "twin/support/text_encoding.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>

namespace twin::registry {

namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

/// First line that is not UTF-8, from 1.
std::int64_t badUtf8Line(std::string_view text)
{
    std::int64_t line = 1;
    for (std::size_t start = 0; start < text.size(); ++line) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        if (!isUtf8(text.substr(start, end - start))) {
            break;
        }
        start = end + 1;
    }
    return line;
}

std::string oneLine(std::string text)
{
    constexpr std::size_t kLongest = 400;
    if (text.size() > kLongest) {
        text.resize(kLongest);
        while (!isUtf8(text)) {
            text.pop_back();
        }
        text += "...";
    }
    std::ranges::replace(text, '\n', ' ');
    return text;
}

/// Protobuf's parser does not count lines: a second pass finds the place it means, or where the text stops
/// being JSON.
Error jsonError(std::string_view text, std::string_view status)
{
    const JsonRefusal refusal = readRefusal(status);
    const JsonPlace place = findPlace(text, refusal);
    if (place.notJson) {
        return {
            ErrorCode::BadInput, "not JSON: " + oneLine(place.notJson->reason), {}, place.notJson->line, 0};
    }
    return {ErrorCode::BadInput, oneLine(refusal.reason), {}, place.line, 0};
}

} // namespace

Result<SnapshotDocument> parseJson(std::string_view text)
{
    if (text.starts_with(kBom)) {
        text.remove_prefix(kBom.size());
    }
    if (!isUtf8(text)) {
        return failureAt(ErrorCode::BadInput, {}, badUtf8Line(text), "not UTF-8");
    }
    const google::protobuf::LogSilencer quiet; // the reason goes into the result, not to stderr
    SnapshotDocument document;
    const google::protobuf::StringPiece piece(text.data(), text.size());
    const auto status = google::protobuf::util::JsonStringToMessage(piece, &document.message());
    if (!status.ok()) {
        return failure(jsonError(text, status.ToString()));
    }
    return document;
}

Result<std::string> jsonText(const pb::SnapshotFile& snapshot)
{
    google::protobuf::util::JsonPrintOptions options;
    options.add_whitespace = true;
    options.preserve_proto_field_names = true;
    std::string text;
    const auto status = google::protobuf::util::MessageToJsonString(snapshot, &text, options);
    if (!status.ok()) {
        return failure(ErrorCode::Internal, status.ToString());
    }
    return text;
}

} // namespace twin::registry
