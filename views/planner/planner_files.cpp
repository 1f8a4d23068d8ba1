#include "models/console_models.h"
#include "models/planner/plan_export.h"
#include "models/planner/planned_registry.h"
#include "twin/support/file_io.h"
#include "views/actions/action_registry.h"
#include "views/main_window/main_window.h"
#include "views/planner/plan_document.h"
#include "views/planner/planner_commands.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

/// What the Plan menu reads and writes.
namespace views {

using models::PlannerModel;
using models::PlanScenario;

namespace {

const QString kFolderKey = QStringLiteral("files/folder");

QString ending(const QString& path)
{
    return QFileInfo(path).suffix().toLower();
}

/// A name as the beginning of a file's.
QString fileName(const QString& name)
{
    QString out = name;
    for (QChar& each : out) {
        each = each == u'/' || each == u'\\' || each == u':' || each.isNonCharacter() ? QChar(u'-') : each;
    }
    return out;
}

/// In a command line of a POSIX shell.
QString shellWord(const QString& text)
{
    static const QString kPlain = QStringLiteral("-_./+=:@%");
    const bool isPlain = std::all_of(text.cbegin(), text.cend(), [](QChar each) {
        return (each.unicode() < 128 && each.isLetterOrNumber()) || kPlain.contains(each);
    });
    return isPlain ? text : u'\'' + QString(text).replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

} // namespace

void PlannerCommands::bindFiles()
{
    const auto bind = [this](const char* id, std::function<void()> effect) {
        m_context.actions.bind(QString::fromLatin1(id), this,
                               [effect = std::move(effect)](bool) { effect(); });
    };
    const auto name = [this](const char* what) {
        const PlanScenario* scenario = m_context.models.planner.current();
        return scenario != nullptr ? fileName(scenario->name) + QString::fromLatin1(what) : QString();
    };
    const QString csv = QStringLiteral("CSV (*.csv)");
    const QString json = QStringLiteral("JSON (*.json)");
    const QString html = QStringLiteral("HTML (*.html)");
    const QString pdf = QStringLiteral("PDF (*.pdf)");
    const QString next = QStringLiteral(";;");
    bind("plan.open", [this] { open(); });
    bind("plan.save", [this] { save(); });
    bind("plan.saveAs", [this] { saveAs(); });
    bind("plan.saveWithBase", [this, name] {
        const QString path =
            choose(tr("Save scenario with its base"), tr("Scenarios (%1)").arg(QStringLiteral("*.json")),
                   QStringLiteral(".json"), name(""));
        if (!path.isEmpty()) {
            saveWithBaseTo(path);
        }
    });
    bind("plan.exportResults", [this, name, csv, json, next] {
        const QString path =
            choose(tr("Export results"), csv + next + json, QStringLiteral(".csv"), name("-results"));
        if (!path.isEmpty()) {
            exportResultsTo(path);
        }
    });
    bind("plan.exportChanges", [this, name, csv, json, html, pdf, next] {
        const QString path = choose(tr("Export the change list"),
                                    pdf + next + html + next + tr("Text (%1)").arg(QStringLiteral("*.txt")) +
                                        next + csv + next + json,
                                    QStringLiteral(".pdf"), name("-changes"));
        if (!path.isEmpty()) {
            exportChangesTo(path);
        }
    });
    bind("plan.exportRegistry", [this, name] {
        const QString path = choose(tr("Export the registry as planned"),
                                    tr("Registry snapshots (%1)").arg(QStringLiteral("*.swr *.json")),
                                    QStringLiteral(".swr"), name("-planned"));
        if (!path.isEmpty()) {
            exportRegistryTo(path);
        }
    });
    bind("plan.exportComparison", [this, csv, json, html, pdf, next] {
        const QString path = choose(tr("Export the comparison"), pdf + next + html + next + csv + next + json,
                                    QStringLiteral(".pdf"), tr("comparison", "name of a file"));
        if (!path.isEmpty()) {
            exportComparisonTo(path);
        }
    });
}

QString PlannerCommands::folder() const
{
    return m_context.settings
        .value(kFolderKey, QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
        .toString();
}

void PlannerCommands::remember(const QString& path) const
{
    m_context.settings.setValue(kFolderKey, QFileInfo(path).absolutePath());
}

QString PlannerCommands::choose(const QString& title, const QString& filters, const QString& ending,
                                const QString& name)
{
    QFileDialog dialog(&m_window, title, folder(), filters);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setFileMode(QFileDialog::AnyFile);
    dialog.selectFile(name);
    dialog.setDefaultSuffix(ending.mid(1));
    // The ending follows the kind of file that is chosen.
    connect(&dialog, &QFileDialog::filterSelected, &dialog, [&dialog](const QString& filter) {
        const qsizetype at = filter.indexOf(QStringLiteral("*."));
        if (at >= 0) {
            const QString rest = filter.mid(at + 2);
            dialog.setDefaultSuffix(rest.left(rest.indexOf(rest.contains(u' ') ? u' ' : u')')));
        }
    });
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty()) {
        return {};
    }
    remember(dialog.selectedFiles().first());
    return dialog.selectedFiles().first();
}

void PlannerCommands::open()
{
    const QString path = QFileDialog::getOpenFileName(&m_window, tr("Open scenario"), folder(),
                                                      tr("Scenarios (%1)").arg(QStringLiteral("*.json")));
    if (!path.isEmpty()) {
        remember(path);
        openFrom(path);
        m_window.setWorkspace(MainWindow::Workspace::Planning);
    }
}

void PlannerCommands::openFrom(const QString& path)
{
    const QString base = PlannerModel::basePath(path);
    if (QFileInfo(base).isFile()) {
        m_context.models.planner.openWithBase(path, base);
    } else {
        m_context.models.planner.open(path, false);
    }
}

bool PlannerCommands::save()
{
    const PlanScenario* scenario = ready();
    if (scenario == nullptr) {
        return false;
    }
    return scenario->file.isEmpty() ? saveAs() : saveTo(scenario->file);
}

bool PlannerCommands::saveAs()
{
    const PlanScenario* scenario = ready();
    if (scenario == nullptr) {
        return false;
    }
    const QString path = choose(tr("Save scenario"), tr("Scenarios (%1)").arg(QStringLiteral("*.json")),
                                QStringLiteral(".json"), fileName(scenario->name));
    return !path.isEmpty() && saveTo(path);
}

bool PlannerCommands::saveTo(const QString& path)
{
    if (!m_context.models.planner.save(path)) {
        return false;
    }
    m_window.messages().show(
        {Message::Tone::Information, tr("The scenario was saved to %1.").arg(path), {}, {}, {}});
    return true;
}

void PlannerCommands::saveWithBaseTo(const QString& path)
{
    m_context.models.planner.saveWithBase(path);
}

void PlannerCommands::tellSavedWithBase(const QString& path, const QString& basePath)
{
    m_window.messages().show({Message::Tone::Information,
                              tr("The scenario was saved to %1, its base to %2.").arg(path, basePath),
                              tr("The command line runs it to the same state hash."),
                              {},
                              QStringLiteral("suanwangctl scenario run %1 --state %2 --json")
                                  .arg(shellWord(path), shellWord(basePath))});
}

bool PlannerCommands::write(const QString& path, const QByteArray& bytes)
{
    const auto done = twin::writeFileAtomically(
        path.toStdString(), std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    if (!done) {
        m_window.messages().show({Message::Tone::Problem, tr("%1 could not be written.").arg(path),
                                  tr("No file was made or changed."),
                                  tr("Choose another folder, or free some space."),
                                  QString::fromStdString(done.error().text())});
        return false;
    }
    m_window.messages().show({Message::Tone::Information, tr("%1 was written.").arg(path), {}, {}, {}});
    return true;
}

bool PlannerCommands::exportResultsTo(const QString& path)
{
    const PlanScenario* scenario = ready();
    if (scenario == nullptr || scenario->result.outcome == nullptr) {
        return false;
    }
    return write(path,
                 ending(path) == u"json" ? models::resultsJson(*scenario) : models::resultsCsv(*scenario));
}

bool PlannerCommands::exportChangesTo(const QString& path)
{
    const PlanScenario* scenario = ready();
    const models::PlanChanges& changes = m_context.models.planChanges;
    if (scenario == nullptr) {
        return false;
    }
    if (changes.list() == nullptr) {
        m_context.actions.action(QStringLiteral("plan.changes"))->trigger();
        m_window.messages().show({Message::Tone::Information,
                                  tr("The change list is being made."),
                                  {},
                                  tr("Export it once it is there."),
                                  {}});
        return false;
    }
    if (ending(path) == u"csv") {
        return write(path, models::changesCsv(*changes.list()));
    }
    if (ending(path) == u"json") {
        return write(path, models::changesJson(*scenario, *changes.list()));
    }
    if (ending(path) == u"txt") {
        return write(path, changesText(m_context.models).toUtf8());
    }
    const QString html = changesHtml(m_context.models);
    return write(path, ending(path) == u"html" ? html.toUtf8() : pdfOf(html));
}

bool PlannerCommands::exportComparisonTo(const QString& path)
{
    const models::ComparisonModel& model = m_context.models.comparison;
    if (model.columns().empty() || model.missing() > 0) {
        m_window.raiseDock(QStringLiteral("comparison"));
        m_window.messages().show({Message::Tone::Information,
                                  tr("The comparison is being computed."),
                                  {},
                                  tr("Export it once it is there."),
                                  {}});
        return false;
    }
    if (ending(path) == u"csv") {
        return write(path, model.csv());
    }
    if (ending(path) == u"json") {
        return write(path, model.json());
    }
    const QString html = comparisonHtml(m_context.models);
    return write(path, ending(path) == u"html" ? html.toUtf8() : pdfOf(html));
}

void PlannerCommands::exportRegistryTo(const QString& path)
{
    const PlanScenario* scenario = ready();
    if (scenario == nullptr) {
        return;
    }
    m_registry.request([fork = scenario->tip(), path] {
        return std::pair(path, models::writePlannedRegistry(*fork, path));
    });
}

} // namespace views
