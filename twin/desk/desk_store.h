#pragma once

#include "twin/desk/desk_entry.h"
#include "twin/support/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace twin::desk {

/// Entries of the log: beyond them the oldest are forgotten. Not by age: seats' clocks may be wrong.
inline constexpr std::size_t kMaxEntries = 200'000;
inline constexpr std::size_t kMaxAppend = 1'000; ///< entries of one call
inline constexpr std::size_t kMaxDocumentBytes = 16U << 20U;
inline constexpr std::size_t kMaxDocumentName = 256; ///< bytes
inline constexpr std::size_t kMaxDocuments = 2'000;  ///< names
inline constexpr std::size_t kVersionsKept = 20;     ///< of one name, newest

/// A named document that all seats share (scenarios). What is in it only its reader knows.
struct DocumentInfo
{
    std::string name;
    std::uint64_t version = 0; ///< of this name, from 1, never given again
    std::string author;        ///< seat
    TimeNs time = 0;
    std::string sha256; ///< of the bytes; empty: removed with this version
    std::uint64_t bytes = 0;

    friend bool operator==(const DocumentInfo&, const DocumentInfo&) = default;
};

struct Document
{
    DocumentInfo info;
    std::string bytes;
};

/// The shared log and documents of one store. One thread at a time. Every call is bounded by what it is
/// asked for. All errors of the store itself are Io (gone, full, locked, read-only).
class DeskStore
{
  public:
    DeskStore() = default;
    DeskStore(const DeskStore&) = delete;
    DeskStore& operator=(const DeskStore&) = delete;
    virtual ~DeskStore() = default;

    /// Whether this process may write; if not, why in plain words.
    [[nodiscard]] virtual Result<> canWrite() const = 0;

    /// Keeps the entries in this order, all or none, and gives each its place. An entry that is there already
    /// (same seat and number) stays as it is and gives its old place. Forgets what is beyond the bounds.
    /// Errors: those of checkEntry, naming which; TooLarge (over kMaxAppend), Io.
    [[nodiscard]] virtual Result<std::vector<std::uint64_t>> append(std::span<const Entry> entries) = 0;

    /// Entries after a place, oldest first, at most `limit`. A place once passed never gets an entry later.
    [[nodiscard]] virtual Result<std::vector<Entry>> entries(std::uint64_t after, std::size_t limit) = 0;

    /// Whether somebody may have written since the last call. Does not wait; asked ten times a second.
    [[nodiscard]] virtual Result<bool> hasNews() = 0;

    /// Keeps a new version. `after` is the version the author has seen, 0 = none. Errors: Invalid when
    /// another one is the newest, with its number and author; TooLarge, BadInput (name), Io.
    [[nodiscard]] virtual Result<DocumentInfo> putDocument(const Document& document, std::uint64_t after) = 0;
    /// The newest version of every name that is not removed, by name.
    [[nodiscard]] virtual Result<std::vector<DocumentInfo>> documents() = 0;
    /// All versions of a name that are kept, oldest first; also of one that was removed.
    [[nodiscard]] virtual Result<std::vector<DocumentInfo>> versions(const std::string& name) = 0;
    /// One version, 0 = the newest. Errors: NotFound; BadInput (damaged: its hash does not fit).
    [[nodiscard]] virtual Result<Document> document(const std::string& name, std::uint64_t version) = 0;
    /// A version without bytes: older ones can still be read. Errors: as putDocument; NotFound.
    [[nodiscard]] virtual Result<DocumentInfo> removeDocument(const DocumentInfo& by,
                                                              std::uint64_t after) = 0;
};

/// Runs work where the one writer of a store file does its transactions, and waits for it.
using WriterTurn = std::function<Result<>(const std::function<Result<>()>& work)>;

enum class DeskAccess { Read, Write };

/// The desk of a store: a file's path, or `postgresql://…`.
/// @param access of a file: Write takes the file's writer lock for as long as the desk lives; a server lets
///        every seat write, whatever this says
/// Errors: Unsupported (newer schema), BadInput (not a store), NotFound (Read, no such file), Io (another
/// program writes to the file).
[[nodiscard]] Result<std::unique_ptr<DeskStore>> openDesk(const std::string& location, DeskAccess access);

/// The desk of a store file whose writer runs in this process: it writes in `turn`, never beside it.
[[nodiscard]] Result<std::unique_ptr<DeskStore>> openDeskBeside(const std::string& path, WriterTurn turn);

/// One that lives as long as the process.
[[nodiscard]] std::unique_ptr<DeskStore> sessionDesk();

/// Name and size of a document. Errors: BadInput, TooLarge.
[[nodiscard]] Result<> checkDocument(const DocumentInfo& info, std::size_t bytes);

} // namespace twin::desk
