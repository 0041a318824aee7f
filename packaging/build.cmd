@echo off
rem Makes Windows' installer out of this checkout, into dist: one command, no arguments. The twin of packaging/build.
rem UNTRIED on Windows. It wants Python 3.11 or newer and NSIS 3.08 or newer. To sign, set MJ_CERTIFICATE to the
rem thumbprint of a certificate in your store, and MJ_TIMESTAMP_ADDRESS to a time stamp server; without, nothing is signed.
setlocal EnableExtensions DisableDelayedExpansion
set "PYTHONHOME="
set "PIP_DISABLE_PIP_VERSION_CHECK=1"
set "PIP_NO_INPUT=1"
set "PYTHONDONTWRITEBYTECODE=1"
set "PYTHONUTF8=1"
for %%I in ("%~dp0..") do set "CHECKOUT=%%~fI"
set "LOCK=%CHECKOUT%\packaging\lock-build.txt"
set "VENV=%CHECKOUT%\build\venv"
set "PYTHON=%VENV%\Scripts\python.exe"
if not "%~1"=="" goto usage
fc /b "%LOCK%" "%VENV%\mj-lock-build.txt" >nul 2>nul
if not errorlevel 1 goto start

set "BASE="
call :try_python py -3.13
call :try_python py -3.12
call :try_python py -3.11
call :try_python python
if not defined BASE goto no_python
if exist "%VENV%" rmdir /s /q "%VENV%"
%BASE% -m venv "%VENV%"
if errorlevel 1 exit /b 1
"%PYTHON%" -m pip install -q --only-binary :all: --require-hashes -r "%LOCK%"
if errorlevel 1 exit /b 1
copy /b "%LOCK%" "%VENV%\mj-lock-build.txt" >nul

:start
cd /d "%CHECKOUT%"
set "PYTHONPATH=%CHECKOUT%\packaging;%CHECKOUT%"
set "QT_QPA_PLATFORM=offscreen"
"%PYTHON%" -m installers
exit /b %ERRORLEVEL%

:try_python
if defined BASE exit /b 0
%* -c "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if not errorlevel 1 set "BASE=%*"
exit /b 0

:no_python
echo build: This needs Python 3.11 or newer. Please install it from www.python.org, then start again.>&2
exit /b 1

:usage
echo build: It takes no arguments.>&2
exit /b 2
