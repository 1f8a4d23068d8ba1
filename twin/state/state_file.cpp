#include "twin/state/state_file.h"

#include "twin/state/state_message.h"
#include "twin/support/file_io.h"
#include "twin/support/sha256.h"

#include "twin/proto/state.pb.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <limits>
#include <utility>

namespace twin::state {

namespace {

constexpr std::string_view kFormat = "suanwang.state.v1";

/// Equal messages give equal bytes. Empty on failure (over 2 GiB).
std::string deterministicBytes(const suanwang::state::v1::StateFile& file)
{
    std::string bytes;
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    if (!file.SerializeToCodedStream(&coded)) {
        return {};
    }
    coded.Trim();
    return bytes;
}

} // namespace

Result<std::string> encodeState(const Snapshot& snapshot)
{
    suanwang::state::v1::StateFile file;
    file.set_format(std::string(kFormat));
    if (auto filled = fillStateMessage(snapshot, file); !filled) {
        return failure(filled.error());
    }
    if (file.ByteSizeLong() > kStateFileBound) {
        return failure(ErrorCode::TooLarge, "the state is larger than 1 GiB");
    }
    file.set_sha256(sha256Hex(deterministicBytes(file)));
    return deterministicBytes(file);
}

Result<SnapshotPtr> decodeState(std::string_view bytes)
{
    if (bytes.size() > kStateFileBound) {
        return failure(ErrorCode::TooLarge, "the file is larger than 1 GiB");
    }
    suanwang::state::v1::StateFile file;
    if (bytes.empty() || !file.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
        return failure(ErrorCode::BadInput, "not a state file, or truncated");
    }
    if (file.format() != kFormat) {
        const bool isNewer = file.format().starts_with("suanwang.state.");
        return failure(isNewer ? ErrorCode::Unsupported : ErrorCode::BadInput,
                       isNewer ? "state format '" + file.format() + "' is not known here"
                               : "not a state file");
    }
    const std::string claimed = file.sha256();
    file.clear_sha256();
    if (sha256Hex(deterministicBytes(file)) != claimed) {
        return failure(ErrorCode::BadInput, "the content does not match its SHA-256: the file is damaged");
    }
    return snapshotFromMessage(file);
}

std::string encodeMoment(const Snapshot& snapshot)
{
    suanwang::state::v1::StateFile file;
    fillMomentMessage(snapshot, file);
    return deterministicBytes(file);
}

Result<SnapshotPtr> decodeMoment(std::string_view bytes, registry::RegistryPtr registry,
                                 std::shared_ptr<const registry::Workload> workload)
{
    if (bytes.size() > kStateFileBound) {
        return failure(ErrorCode::TooLarge, "the moment is larger than 1 GiB");
    }
    suanwang::state::v1::StateFile file;
    if (!file.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
        return failure(ErrorCode::BadInput, "not a moment, or truncated");
    }
    return snapshotFromMoment(file, std::move(registry), std::move(workload));
}

Result<> saveState(const std::string& path, const Snapshot& snapshot)
{
    const auto bytes = encodeState(snapshot);
    if (!bytes) {
        Error error = bytes.error();
        error.file = path;
        return failure(std::move(error));
    }
    return writeFileAtomically(path, *bytes);
}

Result<SnapshotPtr> openState(const std::string& path)
{
    const auto bytes = readFile(path, kStateFileBound);
    if (!bytes) {
        return failure(bytes.error());
    }
    auto snapshot = decodeState(*bytes);
    if (!snapshot) {
        Error error = snapshot.error();
        error.file = path;
        return failure(std::move(error));
    }
    return snapshot;
}

} // namespace twin::state
