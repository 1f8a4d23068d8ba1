#include "twin/history/recording.h"

#include "twin/history/recording_blocks.h"
#include "twin/proto/recording.pb.h"

#include <optional>
#include <utility>

namespace twin::history {

namespace proto = suanwang::recording::v1;

namespace {

/// What a walk over the blocks must see, in this order: a header, registries and chunks, an end, nothing
/// more.
class Walk
{
  public:
    Walk(BlockReader& reader, const Recording::Visitor* visitor)
        : m_reader(reader)
        , m_visitor(visitor)
    {}

    [[nodiscard]] Result<RecordingSummary> run()
    {
        while (!m_ended) {
            if (m_reader.isAtEnd()) {
                return failureAt(ErrorCode::BadInput, {}, 0,
                                 "it was not finished: the last block is missing");
            }
            auto block = m_reader.next();
            if (!block) {
                return failure(block.error());
            }
            if (auto taken = take(*block); !taken) {
                return failure(taken.error());
            }
        }
        if (!m_reader.isAtEnd()) {
            return m_reader.refuse(ErrorCode::BadInput, "more follows after the last block");
        }
        m_summary.blocks = m_reader.blocks();
        m_summary.bytes = m_reader.bytes();
        m_summary.chain = m_reader.chain();
        return m_summary;
    }

  private:
    [[nodiscard]] Result<> take(const BlockReader::Block& block)
    {
        const bool isFirst = m_reader.blocks() == 1;
        if (isFirst != (block.kind == BlockKind::Header)) {
            return m_reader.refuse(ErrorCode::BadInput, "the header is not where it belongs");
        }
        switch (block.kind) {
        case BlockKind::Header:
            return takeHeader(block.contents);
        case BlockKind::Registry:
            return takeRegistry(block.contents);
        case BlockKind::Chunk:
            return takeChunk(block.contents);
        case BlockKind::End:
            return takeEnd(block.contents);
        case BlockKind::Start:
            return takeStart(block.contents);
        }
        return m_reader.refuse(ErrorCode::BadInput, "of an unknown kind");
    }

    [[nodiscard]] Result<> takeHeader(const std::string& contents)
    {
        proto::Header header;
        if (!header.ParseFromString(contents) || header.note().size() > kMaxRecordingNote) {
            return m_reader.refuse(ErrorCode::BadInput, "not a header");
        }
        m_summary.header = {header.begin_ns(), header.end_ns(), header.made_by(), header.note(),
                            header.synthetic()};
        return {};
    }

    [[nodiscard]] Result<> takeRegistry(const std::string& contents)
    {
        proto::RegistryVersion version;
        if (!version.ParseFromString(contents)) {
            return m_reader.refuse(ErrorCode::BadInput, "not a registry");
        }
        m_summary.registries.push_back(version.valid_from_ns());
        return m_visitor != nullptr ? m_visitor->registry(version.valid_from_ns(), version.snapshot())
                                    : Result<>{};
    }

    [[nodiscard]] Result<> takeStart(const std::string& contents)
    {
        if (m_summary.registries.size() != 1 || m_summary.start || m_summary.frames != 0) {
            return m_reader.refuse(ErrorCode::BadInput, "a start is not where it belongs");
        }
        proto::Start start;
        if (!start.ParseFromString(contents)) {
            return m_reader.refuse(ErrorCode::BadInput, "not a start");
        }
        m_summary.start = start.made_ns();
        if (m_visitor == nullptr || !m_visitor->start) {
            return {};
        }
        Checkpoint state;
        state.made = start.made_ns();
        state.newest = start.newest_ns();
        state.state = std::move(*start.mutable_state());
        state.sources = std::move(*start.mutable_sources());
        return m_visitor->start(state);
    }

    [[nodiscard]] Result<> takeChunk(const std::string& contents)
    {
        proto::Chunk chunk;
        if (!chunk.ParseFromString(contents)) {
            return m_reader.refuse(ErrorCode::BadInput, "not a chunk of frames");
        }
        for (const proto::RecordedFrame& frame : chunk.frames()) {
            if (frame.source() >= static_cast<std::uint32_t>(chunk.sources_size())) {
                return m_reader.refuse(ErrorCode::BadInput, "a frame of a source that it does not name");
            }
            ++m_summary.frames;
            m_summary.samples += frame.samples();
            if (m_visitor == nullptr || !m_visitor->frame) {
                continue;
            }
            const std::string& source = chunk.sources(static_cast<int>(frame.source()));
            auto visited =
                m_visitor->frame({source, frame.epoch(), frame.receive_ns(), frame.samples(), frame.body()});
            if (!visited) {
                return visited;
            }
        }
        return {};
    }

    [[nodiscard]] Result<> takeEnd(const std::string& contents)
    {
        proto::End end;
        const bool isRead = end.ParseFromString(contents);
        if (!isRead || end.frames() != m_summary.frames || end.samples() != m_summary.samples ||
            end.registries() != m_summary.registries.size()) {
            return m_reader.refuse(ErrorCode::BadInput, "its sums are not those of the blocks before");
        }
        m_ended = true;
        return {};
    }

    BlockReader& m_reader;
    const Recording::Visitor* m_visitor;
    RecordingSummary m_summary;
    bool m_ended = false;
};

Result<RecordingSummary> walk(const std::string& path, const Recording::Visitor* visitor)
{
    auto reader = BlockReader::open(path);
    if (!reader) {
        return failure(reader.error());
    }
    auto summary = Walk(*reader, visitor).run();
    if (!summary && summary.error().file.empty()) {
        summary.error().file = path;
    }
    return summary;
}

} // namespace

Result<Recording> Recording::open(const std::string& path)
{
    auto summary = walk(path, nullptr);
    if (!summary) {
        return failure(summary.error());
    }
    Recording recording;
    recording.m_path = path;
    recording.m_summary = std::move(*summary);
    return recording;
}

Result<> Recording::visit(const Visitor& visitor) const
{
    auto walked = walk(m_path, &visitor);
    if (!walked) {
        return failure(walked.error());
    }
    if (walked->chain != m_summary.chain) {
        return failureAt(ErrorCode::BadInput, m_path, 0,
                         "it is another recording than the one that was opened");
    }
    return {};
}

Result<std::optional<RecordingBeginning>> Recording::beginning() const
{
    if (!m_summary.start) {
        return std::nullopt;
    }
    RecordingBeginning out;
    bool isRead = false;
    Visitor visitor;
    visitor.registry = [&](TimeNs validFrom, std::string_view snapshot) -> Result<> {
        out.validFrom = validFrom;
        out.registry = snapshot;
        return {};
    };
    visitor.start = [&](const Checkpoint& state) -> Result<> {
        out.state = state;
        isRead = true;
        return failure(ErrorCode::Cancelled, "what follows is not asked for");
    };
    const auto walked = walk(m_path, &visitor);
    if (!isRead) {
        return walked ? Result<std::optional<RecordingBeginning>>(std::nullopt)
                      : Result<std::optional<RecordingBeginning>>(failure(walked.error()));
    }
    return std::optional(std::move(out));
}

} // namespace twin::history
