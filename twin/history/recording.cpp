#include "twin/history/recording.h"

#include "twin/history/recording_blocks.h"
#include "twin/proto/recording.pb.h"

#include <map>
#include <optional>
#include <utility>

namespace twin::history {

namespace proto = suanwang::recording::v1;

namespace {

constexpr std::size_t kChunkBytes = 1U << 20U; ///< a chunk is written when its frames have so many
constexpr std::size_t kChunkFrames = 65'536;
constexpr std::size_t kMaxNote = 4'096;

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
        if (!header.ParseFromString(contents) || header.note().size() > kMaxNote) {
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

struct RecordingWriter::Impl
{
    BlockWriter blocks;
    RecordingSummary summary;
    proto::Chunk chunk;
    std::map<std::string, std::uint32_t, std::less<>> sources; ///< of the chunk
    std::size_t chunkBytes = 0;

    Impl() = default;
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    ~Impl() { blocks.discard(); }

    [[nodiscard]] Result<> flush()
    {
        if (chunk.frames_size() == 0) {
            return {};
        }
        auto written = blocks.write(BlockKind::Chunk, chunk.SerializeAsString());
        chunk.Clear();
        sources.clear();
        chunkBytes = 0;
        return written;
    }

    [[nodiscard]] std::uint32_t numberOf(std::string_view source)
    {
        const auto known = sources.find(source);
        if (known != sources.end()) {
            return known->second;
        }
        const auto number = static_cast<std::uint32_t>(sources.size());
        sources.emplace(source, number);
        chunk.add_sources(std::string(source));
        return number;
    }
};

RecordingWriter::RecordingWriter(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}

RecordingWriter::RecordingWriter(RecordingWriter&&) noexcept = default;
RecordingWriter& RecordingWriter::operator=(RecordingWriter&&) noexcept = default;
RecordingWriter::~RecordingWriter() = default;

Result<RecordingWriter> RecordingWriter::create(const std::string& path, const RecordingHeader& header)
{
    if (header.end < header.begin) {
        return failure(ErrorCode::BadInput, "a recording cannot end before it begins");
    }
    if (header.note.size() > kMaxNote) {
        return failure(ErrorCode::BadInput, "the note of a recording is at most 4,096 bytes");
    }
    auto blocks = BlockWriter::createFor(path);
    if (!blocks) {
        return failure(blocks.error());
    }
    auto impl = std::make_unique<Impl>();
    impl->blocks = std::move(*blocks);
    impl->summary.header = header;
    proto::Header message;
    message.set_begin_ns(header.begin);
    message.set_end_ns(header.end);
    message.set_made_by(header.madeBy);
    message.set_note(header.note);
    message.set_synthetic(header.synthetic);
    if (auto written = impl->blocks.write(BlockKind::Header, message.SerializeAsString()); !written) {
        return failure(written.error());
    }
    return RecordingWriter(std::move(impl));
}

Result<> RecordingWriter::addRegistry(TimeNs validFrom, std::string_view snapshot)
{
    if (auto flushed = m_impl->flush(); !flushed) {
        return flushed;
    }
    proto::RegistryVersion version;
    version.set_valid_from_ns(validFrom);
    version.set_snapshot(std::string(snapshot));
    m_impl->summary.registries.push_back(validFrom);
    return m_impl->blocks.write(BlockKind::Registry, version.SerializeAsString());
}

Result<> RecordingWriter::addStart(const Checkpoint& state)
{
    if (auto flushed = m_impl->flush(); !flushed) {
        return flushed;
    }
    proto::Start start;
    start.set_made_ns(state.made);
    start.set_newest_ns(state.newest);
    start.set_state(state.state);
    start.set_sources(state.sources);
    m_impl->summary.start = state.made;
    return m_impl->blocks.write(BlockKind::Start, start.SerializeAsString());
}

Result<> RecordingWriter::add(const RecordedFrame& frame)
{
    Impl& my = *m_impl;
    proto::RecordedFrame& message = *my.chunk.add_frames();
    message.set_source(my.numberOf(frame.source));
    message.set_epoch(frame.epoch);
    message.set_receive_ns(frame.receiveTime);
    message.set_samples(frame.samples);
    message.set_body(std::string(frame.body));
    ++my.summary.frames;
    my.summary.samples += frame.samples;
    my.chunkBytes += frame.body.size();
    const bool isFull =
        my.chunkBytes >= kChunkBytes || static_cast<std::size_t>(my.chunk.frames_size()) >= kChunkFrames;
    return isFull ? my.flush() : Result<>{};
}

Result<RecordingSummary> RecordingWriter::finish()
{
    Impl& my = *m_impl;
    if (auto flushed = my.flush(); !flushed) {
        return failure(flushed.error());
    }
    proto::End end;
    end.set_frames(my.summary.frames);
    end.set_samples(my.summary.samples);
    end.set_registries(my.summary.registries.size());
    auto written = my.blocks.write(BlockKind::End, end.SerializeAsString());
    if (written) {
        written = my.blocks.place();
    }
    if (!written) {
        return failure(written.error());
    }
    my.summary.blocks = my.blocks.blocks();
    my.summary.bytes = my.blocks.bytes();
    my.summary.chain = my.blocks.chain();
    return my.summary;
}

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
