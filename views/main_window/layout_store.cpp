#include "views/main_window/layout_store.h"

#include <QMainWindow>
#include <QSettings>

namespace views {

namespace {

const QString kVersionKey = QStringLiteral("layout/version");
const QString kGeometryKey = QStringLiteral("layout/geometry");
const QString kStateKey = QStringLiteral("layout/state");

} // namespace

void LayoutStore::save(const QMainWindow& window) const
{
    m_settings.setValue(kVersionKey, kVersion);
    m_settings.setValue(kGeometryKey, window.saveGeometry());
    m_settings.setValue(kStateKey, window.saveState(kVersion));
}

bool LayoutStore::restore(QMainWindow& window) const
{
    if (m_settings.value(kVersionKey).toInt() != kVersion) {
        return false;
    }
    window.restoreGeometry(m_settings.value(kGeometryKey).toByteArray());
    return window.restoreState(m_settings.value(kStateKey).toByteArray(), kVersion);
}

void LayoutStore::forget() const
{
    m_settings.remove(QStringLiteral("layout"));
}

} // namespace views
