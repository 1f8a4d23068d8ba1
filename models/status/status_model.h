#pragma once

#include "models/attention/attention_model.h"
#include "models/feed/snapshot_feed.h"
#include "models/feed/throttle.h"
#include "models/format/format.h"
#include "models/language/language.h"

#include <QObject>

namespace models {

/// The status strip: raw values and the texts made of them.
struct Status
{
    bool hasSnapshot = false;
    bool synthetic = false;
    bool isUnheard = false; ///< live, and no source has ever told anything: health is not known
    QString compute; ///< "61.3 / 111 EFLOPS FP16"; in use = Σ utilisation × FP16 of pools with a usable value
    QString computeNote; ///< "3 of 499 pools not counted: stale or not heard"; empty when all are counted
    QString backbone; ///< "38.2 / 96.0 Tb/s": Σ of the busier direction of backbone links, and their capacity
    QString samples;  ///< "16.2 k/s"; a dash without any source
    QString lag;      ///< "12 ms"; a dash before the first sample
    QString dropped;  ///< whole number
    QString sources;  ///< "2 / 3"
    QString journalError; ///< empty while the journal works
    AttentionModel::Counts counts{};
    QString mode; ///< "LIVE" or "FIXED" (translated)
    twin::state::TimeMode timeMode = twin::state::TimeMode::Live;
    QString clock;            ///< "2026-11-23 21:03:12 UTC+8": the time of what is shown
    double computeRatio = -1; ///< in use of what is counted; negative when unknown
    std::uint64_t droppedFrames = 0;
    int sourcesConnected = 0;
    int sourcesTotal = 0;

    friend bool operator==(const Status&, const Status&) = default;
};

/// Keeps the strip's texts, at most twice a second. GUI thread.
class StatusModel final : public QObject
{
    Q_OBJECT

  public:
    StatusModel(SnapshotFeed& feed, const AttentionModel& attention, const Language& language,
                QObject* parent = nullptr);

    [[nodiscard]] const Status& status() const { return m_status; }

  Q_SIGNALS:
    void changed();

  private:
    void refresh();
    [[nodiscard]] Status read(const twin::state::Snapshot& snapshot) const;
    void readNetwork(const twin::state::Snapshot& snapshot, Status& out) const;
    void readSources(const twin::state::Snapshot& snapshot, Status& out) const;

    SnapshotFeed& m_feed;
    const AttentionModel& m_attention;
    const Language& m_language;
    Status m_status;
    Throttle m_throttle;
};

} // namespace models
