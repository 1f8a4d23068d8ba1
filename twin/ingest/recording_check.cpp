#include "twin/ingest/recording_check.h"

#include "twin/ingest/frame_decoder.h"
#include "twin/ingest/journal_replay.h"
#include "twin/ingest/registry_document.h"

#include <variant>

namespace twin::ingest {

namespace {

constexpr std::size_t kMaxListed = 50;

class Reader
{
  public:
    [[nodiscard]] Result<RecordingContents> read(const history::Recording& recording)
    {
        auto visited = recording.visit({[this](TimeNs, std::string_view snapshot) {
                                            takeRegistry(snapshot);
                                            return Result<>();
                                        },
                                        [this](const history::RecordedFrame& frame) {
                                            takeFrame(frame);
                                            return Result<>();
                                        },
                                        [this](const history::Checkpoint& state) {
                                            takeStart(state);
                                            return Result<>();
                                        }});
        return visited ? Result<RecordingContents>(std::move(m_contents))
                       : Result<RecordingContents>(failure(std::move(visited.error())));
    }

  private:
    void note(const std::string& what, const Error& error)
    {
        if (m_contents.problems.size() < kMaxListed) {
            m_contents.problems.push_back(what + ": " + error.reason);
        }
    }

    void takeRegistry(std::string_view snapshot)
    {
        m_registry = snapshot;
        ++m_registries;
        if (const auto loaded = loadDocument(snapshot); !loaded) {
            note("registry " + std::to_string(m_registries), loaded.error());
        }
    }

    void takeStart(const history::Checkpoint& state)
    {
        if (const auto start = startFrom(m_registry, state); !start) {
            note("the start", start.error());
        }
        m_registry.clear();
    }

    void takeFrame(const history::RecordedFrame& frame)
    {
        RecordingContents::Source& source = m_contents.sources[std::string(frame.source)];
        source.epochs.insert(frame.epoch);
        ++source.frames;
        source.samples += frame.samples;
        ++m_frames;
        const auto decoded = m_decoder.decode(frame.body, frame.source);
        if (decoded && std::holds_alternative<DecodedFrame>(*decoded)) {
            return;
        }
        ++m_contents.unreadable;
        note("frame " + std::to_string(m_frames) + " of " + std::string(frame.source),
             decoded ? Error{ErrorCode::BadInput, "not a frame that is kept", {}, 0, 0} : decoded.error());
    }

    RecordingContents m_contents;
    FrameDecoder m_decoder;
    std::string m_registry; ///< that the start is in the words of
    std::uint64_t m_registries = 0;
    std::uint64_t m_frames = 0;
};

} // namespace

Result<RecordingContents> readContents(const history::Recording& recording)
{
    return Reader().read(recording);
}

} // namespace twin::ingest
