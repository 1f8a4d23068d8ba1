#include "models/planner/plan_autosave.h"

#include "twin/state/state_file.h"
#include "twin/support/file_io.h"

#include <QDir>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QUuid>

#include <utility>

namespace models {

using namespace twin::scenario;

namespace {

Q_LOGGING_CATEGORY(kLog, "console.planner")

constexpr int kAfter_ms = 2'000;

/// A base is named by what it holds.
QString baseName(const BaseRef& base)
{
    return QString::fromStdString(base.stateSha256.empty() ? base.registrySha256 : base.stateSha256) +
           QStringLiteral(".sws");
}

/// No two consoles and no two sessions choose the same.
QString newName()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QStringList filesOf(const QDir& folder, const char* pattern)
{
    QStringList out;
    for (const QString& each : folder.entryList({QString::fromLatin1(pattern)}, QDir::Files, QDir::Name)) {
        out.append(folder.filePath(each));
    }
    return out;
}

void complain(const twin::Error& error)
{
    qCWarning(kLog) << "no automatic copy:" << QString::fromStdString(error.text());
}

} // namespace

PlanAutosave::PlanAutosave(PlannerModel& planner, QString folder, QObject* parent)
    : QObject(parent)
    , m_planner(planner)
    , m_shared(std::move(folder))
{
    m_pool.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    m_timer.setInterval(kAfter_ms);
    connect(&m_timer, &QTimer::timeout, this, &PlanAutosave::write);
    const auto later = [this] {
        look();
        if (m_isOn && !m_timer.isActive()) {
            m_timer.start();
        }
    };
    connect(&planner, &PlannerModel::scenariosChanged, this, later);
    connect(&planner, &PlannerModel::commandsChanged, this, later);
}

PlanAutosave::~PlanAutosave()
{
    m_pool.waitForDone();
    m_locks.clear();
    if (!m_folder.isEmpty() && m_folder != m_shared) {
        QDir().rmdir(m_folder); // which only does it when nothing is left in it
    }
}

/// Null when another console that still runs has it.
std::unique_ptr<QLockFile> PlanAutosave::lockOf(const QString& folder) const
{
    auto lock = std::make_unique<QLockFile>(QDir(folder).filePath(QStringLiteral("lock")));
    lock->setStaleLockTime(0); // a console may run for weeks; one that is no more is noticed all the same
    return lock->tryLock(0) ? std::move(lock) : nullptr;
}

int PlanAutosave::restore()
{
    m_isOn = true;
    const QDir shared(m_shared);
    if (!shared.mkpath(QStringLiteral("."))) {
        qCWarning(kLog) << "no automatic copies: the folder cannot be made:" << m_shared;
        return 0;
    }
    int restored = 0;
    if (auto lock = lockOf(m_shared)) {
        m_folder = m_shared;
        m_locks.push_back(std::move(lock));
        restored += restoreFrom(m_shared);
    }
    for (const QString& each : shared.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const QString folder = shared.filePath(each);
        if (auto lock = lockOf(folder)) {
            m_locks.push_back(std::move(lock));
            restored += restoreFrom(folder);
        }
    }
    if (m_folder.isEmpty()) {
        const QString own = shared.filePath(newName());
        auto lock = shared.mkpath(own) ? lockOf(own) : nullptr;
        if (lock == nullptr) {
            qCWarning(kLog) << "no automatic copies: the folder cannot be used:" << own;
            return restored;
        }
        m_folder = own;
        m_locks.push_back(std::move(lock));
    }
    return restored;
}

int PlanAutosave::restoreFrom(const QString& path)
{
    const QDir folder(path);
    int restored = 0;
    for (const QString& file : filesOf(folder, "*.json")) {
        const auto document = readDocument(file.toStdString());
        if (!document) {
            complain(document.error());
            m_failed.insert(file);
            m_opaque.insert(path);
            continue;
        }
        const QString base = folder.filePath(baseName(document->base));
        const int id = m_planner.openWithBase(file, base, false);
        if (id == 0) {
            m_failed.insert({file, base}); // no room: for the next session
            continue;
        }
        m_places[id] = {file, base, false};
        ++restored;
    }
    // A base without a copy is of a session that ended in between.
    const QStringList bases = filesOf(folder, "*.sws");
    m_bases.insert(bases.begin(), bases.end());
    return restored;
}

/// Notices what could be opened and what could not.
void PlanAutosave::look()
{
    for (auto at = m_places.begin(); at != m_places.end();) {
        Place& place = at->second;
        const PlanScenario* scenario = m_planner.scenario(at->first);
        place.wasReady = place.wasReady || (scenario != nullptr && scenario->isReady());
        const bool hasFailed = !place.wasReady && (scenario == nullptr || !scenario->error.isEmpty());
        if (hasFailed) {
            m_failed.insert({place.file, place.base});
            at = m_places.erase(at);
        } else {
            ++at;
        }
    }
}

std::vector<PlanAutosave::Copy> PlanAutosave::copies()
{
    std::vector<Copy> out;
    for (const PlanScenario& scenario : m_planner.scenarios()) {
        if (!scenario.isModified() || scenario.ground->snapshot() == nullptr || m_folder.isEmpty()) {
            continue;
        }
        const auto [at, isNew] = m_places.try_emplace(scenario.id);
        if (isNew) {
            const QDir folder(m_folder);
            at->second = {folder.filePath(newName() + QStringLiteral(".json")),
                          folder.filePath(baseName(scenario.tip()->document().base)), true};
        }
        m_bases.insert(at->second.base);
        out.push_back({at->second, scenario.tip(), scenario.name.toStdString()});
    }
    return out;
}

/// Files that stand for nothing any more; they are not known from now on.
QStringList PlanAutosave::leftOver()
{
    look();
    QStringList out;
    std::set<QString> used = m_failed;
    for (auto at = m_places.begin(); at != m_places.end();) {
        const PlanScenario* scenario = m_planner.scenario(at->first);
        if (scenario == nullptr || (scenario->isReady() && !scenario->isModified())) {
            out.append(at->second.file);
            at = m_places.erase(at);
        } else {
            used.insert(at->second.base);
            ++at;
        }
    }
    std::erase_if(m_bases, [&](const QString& base) {
        const bool isOver = !used.contains(base) && !m_opaque.contains(QFileInfo(base).path());
        if (isOver) {
            out.append(base);
        }
        return isOver;
    });
    return out;
}

void PlanAutosave::write()
{
    // The list first: a base that is used again is not left over.
    std::vector<Copy> list = copies();
    m_pool.start([list = std::move(list), over = leftOver()] {
        for (const Copy& copy : list) {
            Document document = copy.tip->document();
            document.name = copy.title;
            if (!QFile::exists(copy.place.base)) {
                const auto saved =
                    twin::state::saveState(copy.place.base.toStdString(), *copy.tip->ground()->snapshot());
                if (!saved) {
                    complain(saved.error());
                    continue;
                }
            }
            const auto written =
                twin::writeFileAtomically(copy.place.file.toStdString(), documentText(document));
            if (!written) {
                complain(written.error());
            }
        }
        for (const QString& each : over) {
            QFile::remove(each);
        }
    });
}

void PlanAutosave::flush()
{
    m_planner.finishEdits();
    m_timer.stop();
    if (m_isOn) {
        write();
        m_timer.stop();
    }
    m_pool.waitForDone();
}

void PlanAutosave::forget()
{
    m_timer.stop();
    m_isOn = false;
    m_pool.waitForDone();
    look();
    for (const auto& [id, place] : m_places) {
        if (place.wasReady) {
            QFile::remove(place.file);
        } else {
            m_failed.insert({place.file, place.base}); // nobody has seen what is in it
        }
    }
    m_places.clear();
    for (const QString& each : leftOver()) {
        QFile::remove(each);
    }
}

} // namespace models
