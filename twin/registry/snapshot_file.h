#pragma once

#include "twin/support/file_io.h"
#include "twin/support/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

// Generated messages are only named here: whoever reads or fills one includes "twin/proto/registry.pb.h"
// itself.
namespace suanwang::registry::v1 {
class Registry;
class SnapshotFile;
class Workload;
} // namespace suanwang::registry::v1

namespace twin::registry {

namespace pb = ::suanwang::registry::v1;

inline constexpr std::string_view kSnapshotFormatName = "suanwang.registry.v1";

/// The two forms of a registry snapshot on disk: `.swr` and `.json` (one schema, docs/formats.md).
enum class SnapshotFormat : std::uint8_t { Protobuf, Json };

/// Owns one SnapshotFile message. Copies are deep; a moved-from document may only be assigned or destroyed.
class SnapshotDocument
{
  public:
    SnapshotDocument();
    SnapshotDocument(const SnapshotDocument& other);
    SnapshotDocument(SnapshotDocument&&) noexcept;
    SnapshotDocument& operator=(SnapshotDocument other) noexcept;
    ~SnapshotDocument();

    [[nodiscard]] pb::SnapshotFile& message() { return *m_message; }

    [[nodiscard]] const pb::SnapshotFile& message() const { return *m_message; }

  private:
    std::unique_ptr<pb::SnapshotFile> m_message;
};

/// By the file's ending, in any case. Errors: Unsupported.
[[nodiscard]] Result<SnapshotFormat> snapshotFormatOf(std::string_view path);

/// Reads bytes into a message; says nothing about its meaning (validate.h does). Errors, each with a reason:
/// TooLarge (over `maxBytes`), BadInput (truncated, random, nested over 100 deep, not UTF-8, unknown JSON
/// field; of JSON always with the line), Unsupported (another format string), Io, NotFound.
/// Never throws.
[[nodiscard]] Result<SnapshotDocument> readSnapshot(const std::string& path,
                                                    std::uint64_t maxBytes = kDefaultFileBound);
[[nodiscard]] Result<SnapshotDocument> parseSnapshot(std::string_view bytes, SnapshotFormat format,
                                                     std::uint64_t maxBytes = kDefaultFileBound);

/// Brings a snapshot into its canonical form: format string, entities sorted by identifier, both SHA-256 set.
void canonicalise(pb::SnapshotFile& snapshot);

/// Bytes of the snapshot as it is; call `canonicalise` first. Equal messages give equal bytes. Errors:
/// Internal.
[[nodiscard]] Result<std::string> serialiseSnapshot(const pb::SnapshotFile& snapshot, SnapshotFormat format);

/// Canonicalises and writes, in the form of the path's ending. Errors: Unsupported, Io.
[[nodiscard]] Result<> writeSnapshot(const std::string& path, SnapshotDocument& document);

/// SHA-256 of the deterministic bytes with the hash field left out and entities sorted by identifier.
[[nodiscard]] std::string contentHash(const pb::Registry& registry);
[[nodiscard]] std::string contentHash(const pb::Workload& workload);

} // namespace twin::registry
