#pragma once

#include "twin/history/fold_parts.h"
#include "twin/support/result.h"
#include "twin/support/units.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Recordings (`.swrec`, docs/recordings.md): what was heard in a stretch of time, frame by frame, with the
/// registries it was heard under. Blocks are chained by SHA-256, so that a changed byte anywhere is found and
/// named, and no block can be left out or moved. The frames are opaque here.
namespace twin::history {

inline constexpr std::uint64_t kMaxRecordingBlock = 512ULL
                                                    << 20U; ///< of a block unpacked: a registry may be large

/// What a recording is of.
struct RecordingHeader
{
    TimeNs begin = 0; ///< receive time
    TimeNs end = 0;
    std::string madeBy; ///< program and version
    std::string note;   ///< for people; at most 4,096 bytes
    bool synthetic = false;
};

/// One frame as it was accepted. `body` must outlive the call it is given to.
struct RecordedFrame
{
    std::string_view source;
    std::uint64_t epoch = 0;
    TimeNs receiveTime = 0;
    std::uint64_t samples = 0;
    std::string_view body;
};

/// What opening a recording has found out.
struct RecordingSummary
{
    RecordingHeader header;
    std::uint64_t frames = 0;
    std::uint64_t samples = 0;
    std::vector<TimeNs> registries; ///< since when each stood
    std::optional<TimeNs> start;    ///< of a recording that begins in the middle: up to when all is known
    std::uint64_t blocks = 0;
    std::uint64_t bytes = 0;
    std::string chain; ///< the last hash, 64 hex digits: stands for the whole file
};

/// Where a recording that begins in the middle goes on from. Registry and state are as the history keeps
/// them.
struct RecordingBeginning
{
    TimeNs validFrom = 0; ///< of the registry
    std::string registry; ///< bytes of a snapshot file
    Checkpoint state;     ///< in the words of the registry; `fold` and `registry` say nothing here
};

/// Writes a recording beside its target and puts it there when it is finished; an unfinished one leaves
/// nothing. One thread.
class RecordingWriter
{
  public:
    /// Errors: Io, BadInput (the note too long, the end before the beginning, a path that is no file's).
    [[nodiscard]] static Result<RecordingWriter> create(const std::string& path,
                                                        const RecordingHeader& header);

    RecordingWriter(RecordingWriter&&) noexcept;
    RecordingWriter& operator=(RecordingWriter&&) noexcept;
    ~RecordingWriter();

    /// The registry of the frames that follow: bytes of a snapshot file. Errors: Io, TooLarge.
    [[nodiscard]] Result<> addRegistry(TimeNs validFrom, std::string_view snapshot);
    /// What was known before the first frame: once, right after the first registry. Errors: Io, TooLarge.
    [[nodiscard]] Result<> addStart(const Checkpoint& state);
    /// Errors: Io, TooLarge.
    [[nodiscard]] Result<> add(const RecordedFrame& frame);
    /// Errors: Io.
    [[nodiscard]] Result<RecordingSummary> finish();

  private:
    struct Impl;
    explicit RecordingWriter(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// A recording that was verified as a whole. Immutable; `visit` may be called from any thread.
class Recording
{
  public:
    struct Visitor
    {
        std::function<Result<>(TimeNs validFrom, std::string_view snapshot)> registry;
        std::function<Result<>(const RecordedFrame&)> frame;
        std::function<Result<>(const Checkpoint& state)> start = {}; ///< may be null
    };

    /// Reads all of it once. Errors: NotFound, Io; BadInput (not a recording, cut off, a hash that differs:
    /// which block, at which byte); Unsupported (of a newer program); TooLarge.
    [[nodiscard]] static Result<Recording> open(const std::string& path);

    [[nodiscard]] const RecordingSummary& summary() const { return m_summary; }

    [[nodiscard]] const std::string& path() const { return m_path; }

    /// Everything in order, verified again on the way. The visitor's first failure ends it and is the result.
    [[nodiscard]] Result<> visit(const Visitor& visitor) const;

    /// What it goes on from; nothing of a recording that begins at the beginning. Errors: those of open.
    [[nodiscard]] Result<std::optional<RecordingBeginning>> beginning() const;

  private:
    std::string m_path;
    RecordingSummary m_summary;
};

} // namespace twin::history
