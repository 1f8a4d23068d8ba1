#include "twin/registry/snapshot_json.h"

#include "twin/proto/registry.pb.h"
#include "twin/support/text_encoding.h"

#include <google/protobuf/util/json_util.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace twin::registry {

namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

std::int64_t lineOf(std::string_view text, std::size_t byte)
{
    return 1 + std::count(text.begin(),
                          text.begin() + static_cast<std::ptrdiff_t>(std::min(byte, text.size())), '\n');
}

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

/// Protobuf's parser does not count lines: for text that is not JSON at all, a second reader says where it
/// breaks.
Error jsonError(std::string_view text, const std::string& status)
{
    Error error{ErrorCode::BadInput, oneLine(status), {}, 0, 0};
    try {
        // Every value is dropped as soon as it is read, so this needs no memory for the document.
        const auto drop = [](int, nlohmann::json::parse_event_t, nlohmann::json&) {
            return false;
        };
        [[maybe_unused]] const auto nothing = nlohmann::json::parse(text.begin(), text.end(), drop);
    } catch (const nlohmann::json::parse_error& broken) {
        error.line = lineOf(text, broken.byte == 0 ? 0 : broken.byte - 1);
        error.reason = "not JSON: " + oneLine(broken.what());
    } catch (const nlohmann::json::exception&) {
        // A number out of its range: protobuf's own words say more.
    }
    return error;
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
