#include "twin/registry/snapshot_file.h"

#include "twin/proto/registry.pb.h"
#include "twin/registry/canonical.h"
#include "twin/registry/json_refusal.h"
#include "twin/registry/snapshot_json.h"
#include "twin/support/path_ending.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/wire_format_lite.h>

#include <utility>

namespace twin::registry {

namespace {

using google::protobuf::internal::WireFormatLite;

/// Why bytes that protobuf refused are not a snapshot: walks the outermost fields to find where it ends too
/// early.
std::string damageReason(std::string_view bytes)
{
    google::protobuf::io::CodedInputStream in(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                              static_cast<int>(bytes.size()));
    while (const std::uint32_t tag = in.ReadTag()) {
        const int field = WireFormatLite::GetTagFieldNumber(tag);
        std::uint32_t length = 0;
        if (WireFormatLite::GetTagWireType(tag) != WireFormatLite::WIRETYPE_LENGTH_DELIMITED) {
            if (!WireFormatLite::SkipField(&in, tag)) {
                break;
            }
            continue;
        }
        if (!in.ReadVarint32(&length)) {
            break;
        }
        const std::size_t left = bytes.size() - static_cast<std::size_t>(in.CurrentPosition());
        if (length > left) {
            return "truncated: field " + std::to_string(field) + " has " + std::to_string(length) +
                   " bytes, " + std::to_string(left) + " are there";
        }
        in.Skip(static_cast<int>(length));
    }
    return "not a protobuf SnapshotFile (damaged, nested too deep or text that is not UTF-8)";
}

Result<> checkHeader(const pb::SnapshotFile& snapshot)
{
    if (snapshot.format() != kSnapshotFormatName) {
        return failure(snapshot.format().empty() ? ErrorCode::BadInput : ErrorCode::Unsupported,
                       "format is \"" + snapshot.format().substr(0, 64) + "\", not \"" +
                           std::string(kSnapshotFormatName) + '"');
    }
    if (!snapshot.has_registry() && !snapshot.has_workload()) {
        return failure(ErrorCode::BadInput, "holds neither a registry nor a workload");
    }
    const std::uint32_t parts = (snapshot.has_registry() ? 1U : 0U) | (snapshot.has_workload() ? 2U : 0U);
    if (snapshot.parts() != 0 && snapshot.parts() != parts) {
        return failure(ErrorCode::BadInput,
                       "truncated: the registry or the workload it announces is missing");
    }
    return {};
}

/// Line of what `checkHeader` refuses in a JSON text.
std::int64_t headerLine(std::string_view text, const pb::SnapshotFile& snapshot)
{
    return lineOfMember(text, snapshot.format() != kSnapshotFormatName ? "format" : "parts");
}

Result<SnapshotDocument> parseProtobuf(std::string_view bytes)
{
    const google::protobuf::LogSilencer quiet; // the reason goes into the result, not to stderr
    SnapshotDocument document;
    if (!document.message().ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
        return failure(ErrorCode::BadInput, damageReason(bytes));
    }
    return document;
}

void writePart(google::protobuf::io::CodedOutputStream& out, int field, const std::string& bytes)
{
    out.WriteTag(WireFormatLite::MakeTag(field, WireFormatLite::WIRETYPE_LENGTH_DELIMITED));
    out.WriteVarint32(static_cast<std::uint32_t>(bytes.size()));
    out.WriteString(bytes);
}

/// Head first, then the parts it announces: protobuf takes fields in any order, and a reader notices a
/// missing end.
std::string protobufBytes(const pb::SnapshotFile& snapshot)
{
    pb::SnapshotFile head;
    head.set_format(snapshot.format());
    head.set_parts(snapshot.parts());
    std::string bytes = head.SerializeAsString();
    {
        std::string body;
        {
            google::protobuf::io::StringOutputStream sink(&body);
            google::protobuf::io::CodedOutputStream out(&sink);
            if (snapshot.has_registry()) {
                writePart(out, pb::SnapshotFile::kRegistryFieldNumber,
                          deterministicBytes(snapshot.registry()));
            }
            if (snapshot.has_workload()) {
                writePart(out, pb::SnapshotFile::kWorkloadFieldNumber,
                          deterministicBytes(snapshot.workload()));
            }
        }
        bytes += body;
    }
    return bytes;
}

} // namespace

SnapshotDocument::SnapshotDocument()
    : m_message(std::make_unique<pb::SnapshotFile>())
{}

SnapshotDocument::SnapshotDocument(const SnapshotDocument& other)
    : m_message(std::make_unique<pb::SnapshotFile>(*other.m_message))
{}

SnapshotDocument::SnapshotDocument(SnapshotDocument&&) noexcept = default;

SnapshotDocument& SnapshotDocument::operator=(SnapshotDocument other) noexcept
{
    m_message = std::move(other.m_message);
    return *this;
}

SnapshotDocument::~SnapshotDocument() = default;

Result<SnapshotFormat> snapshotFormatOf(std::string_view path)
{
    if (hasEnding(path, ".swr")) {
        return SnapshotFormat::Protobuf;
    }
    if (hasEnding(path, ".json")) {
        return SnapshotFormat::Json;
    }
    return failureAt(ErrorCode::Unsupported, std::string(path), 0,
                     "a registry snapshot ends in .swr or .json");
}

Result<SnapshotDocument> parseSnapshot(std::string_view bytes, SnapshotFormat format, std::uint64_t maxBytes)
{
    constexpr std::uint64_t kProtobufBound = 0x7FFF'FFFF; // protobuf counts in int
    if (bytes.size() > maxBytes || bytes.size() > kProtobufBound) {
        return failure(ErrorCode::TooLarge, std::to_string(bytes.size()) + " bytes, more than the bound of " +
                                                std::to_string(maxBytes));
    }
    if (bytes.empty()) {
        return failureAt(ErrorCode::BadInput, {}, format == SnapshotFormat::Json ? 1 : 0, "empty file");
    }
    auto document = format == SnapshotFormat::Json ? parseJson(bytes) : parseProtobuf(bytes);
    if (!document) {
        return document;
    }
    if (auto header = checkHeader(document->message()); !header) {
        header.error().line = format == SnapshotFormat::Json ? headerLine(bytes, document->message()) : 0;
        return failure(std::move(header.error()));
    }
    return document;
}

Result<SnapshotDocument> readSnapshot(const std::string& path, std::uint64_t maxBytes)
{
    const auto format = snapshotFormatOf(path);
    if (!format) {
        return failure(format.error());
    }
    const auto bytes = readFile(path, maxBytes);
    if (!bytes) {
        return failure(bytes.error());
    }
    auto document = parseSnapshot(*bytes, *format, maxBytes);
    if (!document) {
        document.error().file = path;
    }
    return document;
}

Result<std::string> serialiseSnapshot(const pb::SnapshotFile& snapshot, SnapshotFormat format)
{
    return format == SnapshotFormat::Json ? jsonText(snapshot) : protobufBytes(snapshot);
}

Result<> writeSnapshot(const std::string& path, SnapshotDocument& document)
{
    const auto format = snapshotFormatOf(path);
    if (!format) {
        return failure(format.error());
    }
    canonicalise(document.message());
    const auto bytes = serialiseSnapshot(document.message(), *format);
    if (!bytes) {
        return failure(bytes.error());
    }
    return writeFileAtomically(path, *bytes);
}

} // namespace twin::registry
