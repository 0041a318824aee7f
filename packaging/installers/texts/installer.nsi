; Windows' installer: for one person, without an administrator. `installers.windows` hands it every name and the version.
; /S installs without a word, /D=FOLDER (the last word, without quotes) elsewhere; uninstall.exe takes /S too.
; Its exit code is 0, or 2 when the program is open or Windows is too old.
Unicode true
Target ${TARGET}
ManifestDPIAware true
ManifestSupportedOS all
SetCompressor /SOLID lzma

!include MUI2.nsh
!include WinVer.nsh
!include LogicLib.nsh
!include x64.nsh

Name "${NAME}"
OutFile "${OUTFILE}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "Software\${COMMAND}" "Folder"
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "${NAME}"
VIAddVersionKey FileDescription "${NAME}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey CompanyName "${AUTHORS}"
VIAddVersionKey LegalCopyright "${AUTHORS}"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${COMMAND}"
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_LANGDLL_ALLLANGUAGES
!define MUI_LANGDLL_REGISTRY_ROOT HKCU
!define MUI_LANGDLL_REGISTRY_KEY "Software\${COMMAND}"
!define MUI_LANGDLL_REGISTRY_VALUENAME "Language"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${COMMAND}.exe"

!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

; The first is what a system in another language gets.
!insertmacro MUI_LANGUAGE English
!insertmacro MUI_LANGUAGE German
!insertmacro MUI_LANGUAGE Korean
!insertmacro MUI_LANGUAGE SimpChinese

LangString COMMENT ${LANG_ENGLISH} "Make pictures with the Midjourney API of Ace Data Cloud"
LangString COMMENT ${LANG_GERMAN} "Bilder mit der Midjourney-API von Ace Data Cloud machen"
LangString COMMENT ${LANG_KOREAN} "Ace Data Cloud의 Midjourney API로 이미지를 만듭니다"
LangString COMMENT ${LANG_SIMPCHINESE} "使用 Ace Data Cloud 的 Midjourney API 制作图像"
LangString OPEN ${LANG_ENGLISH} "${NAME} is open. Please close it, then try again."
LangString OPEN ${LANG_GERMAN} "${NAME} ist geöffnet. Bitte schließen Sie es und versuchen Sie es noch einmal."
LangString OPEN ${LANG_KOREAN} "${NAME}이(가) 열려 있습니다. 닫은 후 다시 시도하십시오."
LangString OPEN ${LANG_SIMPCHINESE} "${NAME} 正在运行。请关闭后重试。"
LangString OLD ${LANG_ENGLISH} "${NAME} needs 64-bit Windows 10 or newer."
LangString OLD ${LANG_GERMAN} "${NAME} braucht Windows 10 oder neuer, mit 64 Bit."
LangString OLD ${LANG_KOREAN} "${NAME}에는 64비트 Windows 10 이상이 필요합니다."
LangString OLD ${LANG_SIMPCHINESE} "${NAME} 需要 64 位 Windows 10 或更高版本。"
LangString KEPT ${LANG_ENGLISH} "Your pictures and settings stay where they are."
LangString KEPT ${LANG_GERMAN} "Ihre Bilder und Einstellungen bleiben, wo sie sind."
LangString KEPT ${LANG_KOREAN} "이미지와 설정은 그대로 유지됩니다."
LangString KEPT ${LANG_SIMPCHINESE} "您的图像和设置将保留在原处。"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"'
!endif

; What cannot be opened for writing runs.
!macro WaitUntilClosed UN
Function ${UN}WaitUntilClosed
  again:
  IfFileExists "$INSTDIR\${COMMAND}.exe" 0 closed
  ClearErrors
  FileOpen $0 "$INSTDIR\${COMMAND}.exe" a
  IfErrors 0 free
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(OPEN)" /SD IDCANCEL IDRETRY again
  SetErrorLevel 2
  Abort
  free:
  FileClose $0
  closed:
FunctionEnd
!macroend
!insertmacro WaitUntilClosed ""
!insertmacro WaitUntilClosed "un."

; What the program's folder holds of ours, and nothing else: a person may have chosen a folder with more in it.
!macro RemoveProgram
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${COMMAND}.exe"
  Delete "$INSTDIR\${COMMAND}-console.exe"
!macroend

Function .onInit
  SetRegView 64
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "$(OLD)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  !insertmacro MUI_LANGDLL_DISPLAY
FunctionEnd

Function un.onInit
  SetRegView 64
  !insertmacro MUI_UNGETLANGUAGE
FunctionEnd

Section
  Call WaitUntilClosed
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  SetOutPath "$INSTDIR"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${COMMAND}.exe" "" "$INSTDIR\${COMMAND}.exe" 0 SW_SHOWNORMAL "" "$(COMMENT)"
  WriteRegStr HKCU "Software\${COMMAND}" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${COMMAND}.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${AUTHORS}"
  WriteRegStr HKCU "${UNINSTALL}" "Comments" "$(COMMENT)"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section Uninstall
  Call un.WaitUntilClosed
  DetailPrint "$(KEPT)"
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\${COMMAND}"
SectionEnd
