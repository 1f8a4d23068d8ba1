#pragma once

#include "models/planner/planner_model.h"

#include <QLockFile>
#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace models {

/// Copies of the open scenarios that no file holds, in a folder: after an edit, on a thread of its own, so
/// that a crash costs seconds. Each base is written once. Consoles that run at once share the folder: the
/// first has its lock, each other one a folder of its own in it. Nothing is removed but what this session
/// wrote or opened; a copy that could not be opened stays. GUI thread.
class PlanAutosave final : public QObject
{
    Q_OBJECT

  public:
    /// @param folder made when it is needed
    PlanAutosave(PlannerModel& planner, QString folder, QObject* parent = nullptr);
    ~PlanAutosave() override; ///< waits for what is being written

    /// Opens what sessions that are no more left; how many scenarios. Call it before anything is forked.
    int restore();
    /// Finishes the edits that wait, writes now, and waits: the program ends.
    void flush();
    /// Nothing of this session is left for the next one.
    void forget();

  private:
    /// The files of a scenario.
    struct Place
    {
        QString file;
        QString base;
        bool wasReady = false; ///< it could be opened
    };

    struct Copy
    {
        Place place;
        twin::scenario::ForkPtr tip;
        std::string title;
    };

    [[nodiscard]] std::unique_ptr<QLockFile> lockOf(const QString& folder) const;
    int restoreFrom(const QString& folder);
    void look();
    void write();
    [[nodiscard]] std::vector<Copy> copies();
    [[nodiscard]] QStringList leftOver();

    PlannerModel& m_planner;
    QString m_shared;              ///< of all consoles
    QString m_folder;              ///< of this one; empty: not known yet, or there is no lock to be had
    std::map<int, Place> m_places; ///< by scenario
    std::set<QString> m_failed;    ///< copies that could not be opened, and their bases
    std::set<QString> m_bases;     ///< that this session wrote or opened
    std::set<QString> m_opaque;    ///< folders with a copy of which nobody knows the base
    std::vector<std::unique_ptr<QLockFile>> m_locks;
    QTimer m_timer;
    bool m_isOn = false; ///< nothing is written before restore()
    QThreadPool m_pool;
};

} // namespace models
