#include "twin/history/recording.h"

#include "twin/history/recording_blocks.h"
#include "twin/proto/recording.pb.h"

#include <map>
#include <utility>

namespace twin::history {

namespace proto = suanwang::recording::v1;

namespace {

constexpr std::size_t kChunkBytes = 1U << 20U; ///< a chunk is written when its frames have so many
constexpr std::size_t kChunkFrames = 65'536;

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
    if (header.note.size() > kMaxRecordingNote) {
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

} // namespace twin::history
