#include "views/main_window/layout_store.h"

#include <QMainWindow>
#include <QSettings>

namespace views {

namespace {

const QString kVersionKey = QStringLiteral("layout/version");
const QString kGeometryKey = QStringLiteral("layout/geometry");
const QString kWorkspaceKey = QStringLiteral("layout/workspace");

QString stateKey(const QString& workspace)
{
    return QStringLiteral("layout/state/") + workspace;
}

} // namespace

void LayoutStore::save(const QMainWindow& window, const QString& workspace) const
{
    m_settings.setValue(kGeometryKey, window.saveGeometry());
    m_settings.setValue(kWorkspaceKey, workspace);
    saveDocks(window, workspace);
}

void LayoutStore::saveDocks(const QMainWindow& window, const QString& workspace) const
{
    if (!isFitting()) {
        m_settings.remove(QStringLiteral("layout/state"));
    }
    m_settings.setValue(kVersionKey, kVersion);
    m_settings.setValue(stateKey(workspace), window.saveState(kVersion));
}

bool LayoutStore::isFitting() const
{
    return m_settings.value(kVersionKey).toInt() == kVersion;
}

QString LayoutStore::workspace() const
{
    return isFitting() ? m_settings.value(kWorkspaceKey).toString() : QString();
}

void LayoutStore::restorePlace(QMainWindow& window) const
{
    if (isFitting()) {
        window.restoreGeometry(m_settings.value(kGeometryKey).toByteArray());
    }
}

bool LayoutStore::restoreDocks(QMainWindow& window, const QString& workspace) const
{
    const QByteArray state = m_settings.value(stateKey(workspace)).toByteArray();
    return isFitting() && !state.isEmpty() && window.restoreState(state, kVersion);
}

void LayoutStore::forget() const
{
    m_settings.remove(QStringLiteral("layout"));
}

} // namespace views
